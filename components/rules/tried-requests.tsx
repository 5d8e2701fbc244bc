'use client';

import type { SimulatedRequest } from '@/lib/domain/answers/simulation';
import { CodeBlock } from '../ui/code-block';

/** Requests to the CRM as they are sent, without their headers. Folded away, because they are long. */
export function TriedRequests({ label, requests }: { label: string; requests: readonly SimulatedRequest[] }) {
  if (requests.length === 0) return null;
  return (
    <details className="text-sm">
      <summary className="cursor-pointer font-medium">{label}</summary>
      <ol className="mt-2 space-y-2">
        {requests.map((request, index) => (
          <li key={index}>
            <CodeBlock label={`${request.method} ${request.path}`} code={textOf(request)} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function textOf({ method, path, body }: SimulatedRequest): string {
  if (body === null) return `${method} ${path}`;
  return `${method} ${path}\n\n${JSON.stringify(JSON.parse(body), null, 2)}`;
}
