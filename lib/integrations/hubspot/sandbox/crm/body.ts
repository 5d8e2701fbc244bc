import { z } from 'zod';
import type { SandboxRequest } from '../contract';
import { ApiFailure, invalid } from './failure';
import { findJsonError } from './json-error';

/** The request's JSON body by a schema; every way in which it can be wrong has HubSpot's 400 or 415. */
export function readBody<T extends z.ZodType>(request: SandboxRequest, schema: T): z.infer<T> {
  const contentType = request.headers['content-type'] ?? '';
  if (!contentType.toLowerCase().includes('json')) {
    throw new ApiFailure(415, 'VALIDATION_ERROR', 'HTTP 415 Unsupported Media Type');
  }
  const parsed = schema.safeParse(parseJson(request.rawBody));
  if (parsed.success) return parsed.data;
  throw bodyFailure(parsed.error.issues, request.rawBody);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(`Invalid input JSON on ${place(text, findJsonError(text))}: Unexpected character or end of input`);
  }
}

function place(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  return `line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`;
}

function bodyFailure(issues: z.core.$ZodIssue[], text: string): ApiFailure {
  const missing = issues.filter(isMissing).map((issue) => issue.path.join('.'));
  if (missing.length > 0) {
    return invalid(`Some required fields were not set: [${missing.map((path) => path.split('.').at(-1)).join(', ')}]`, {
      errors: missing.map((path) => ({ message: `${path} is required`, in: path, code: 'REQUIRED_FIELD' })),
    });
  }
  const [first] = issues;
  const path = first?.path.join('.') ?? '';
  if (first?.code === 'custom') return invalid(first.message);
  const at = path === '' ? 1 : text.indexOf(String(first?.path.at(-1)));
  return invalid(`Invalid input JSON on ${place(text, Math.max(0, at))}: ${path === '' ? 'the body' : path} has the wrong type or value`, {
    errors: [{ message: first?.message ?? 'invalid', in: path }],
  });
}

/** zod says "received undefined" only in words; the input itself is not in the issue. */
function isMissing(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
}

/** Property values travel as text; numbers and flags are taken as their text, as HubSpot's parser does. */
export const propertyValuesSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null()]).transform((value) => (value === null ? '' : String(value))),
);

export const idSchema = z.union([z.string(), z.number()]).transform(String);
