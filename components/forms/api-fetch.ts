import { z } from 'zod';
import type { AppErrorCode } from '@/lib/domain/base/app-error';
import { readableErrorSchema } from '@/lib/domain/answers/error';

/** Ours, or what lies before it: no connection, an answer that is not ours. */
export type ApiErrorCode = AppErrorCode | 'OFFLINE' | 'UNREADABLE';

/** `message` is a sentence in the reader's language, except for OFFLINE and UNREADABLE, where there is none yet: see useFailureText. */
export class ApiError extends Error {
  readonly code: ApiErrorCode;
  readonly status: number;
  /** The exact refusal within the code: `changed_meanwhile`. */
  readonly key: string | null;
  /** Sentences beside fields, by path. */
  readonly fields: Record<string, string>;
  readonly details: Record<string, unknown>;
  readonly reference: string | null;

  constructor(code: ApiErrorCode, status: number, body?: z.infer<typeof readableErrorSchema>['error']) {
    super(body?.message ?? '');
    this.name = 'ApiError';
    this.code = code;
    this.status = status;
    this.key = body?.key ?? null;
    this.fields = body?.fields ?? {};
    this.details = body?.details ?? {};
    this.reference = body?.reference ?? null;
  }
}

export interface ApiRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  signal?: AbortSignal;
}

/** Our own API. Answers what `response` parses; whatever went wrong is an ApiError. */
export async function apiFetch<R>(url: string, response: z.ZodType<R>, request: ApiRequest = {}): Promise<R> {
  const answer = await send(url, request);
  const body: unknown = answer.status === 204 ? undefined : await answer.json().catch(() => undefined);
  if (!answer.ok) {
    const parsed = readableErrorSchema.safeParse(body);
    throw parsed.success
      ? new ApiError(parsed.data.error.code, answer.status, parsed.data.error)
      : new ApiError('UNREADABLE', answer.status);
  }
  const parsed = response.safeParse(body);
  if (!parsed.success) throw new ApiError('UNREADABLE', answer.status);
  return parsed.data;
}

/** For routes that answer without a body (204). */
export const nothing = z.unknown();

async function send(url: string, { method = 'GET', body, signal }: ApiRequest): Promise<Response> {
  try {
    return await fetch(url, {
      method,
      signal: signal ?? null,
      credentials: 'same-origin',
      // JSON on every write, even an empty one: a form of another site cannot send it, and the server refuses anything else.
      headers: {
        accept: 'application/json',
        ...(method === 'GET' ? {} : { 'content-type': 'application/json', 'x-maker-request': '1' }),
      },
      ...(method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }),
    });
  } catch (cause) {
    if (signal?.aborted === true) throw cause;
    throw new ApiError('OFFLINE', 0);
  }
}
