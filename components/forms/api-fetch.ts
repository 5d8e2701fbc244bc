import { z } from 'zod';
import type { AppErrorCode } from '@/lib/domain/base/app-error';
import { readableErrorSchema } from '@/lib/domain/answers/error';

/** Our codes, or a failure before our API: no connection, or a response that isn't ours. */
export type ApiErrorCode = AppErrorCode | 'OFFLINE' | 'UNREADABLE';

/** `message` is in the user's language, except for OFFLINE and UNREADABLE, whose messages come from useFailureText. */
export class ApiError extends Error {
  readonly code: ApiErrorCode;
  readonly status: number;
  /** The exact error within the code, for example `changed_meanwhile`. */
  readonly key: string | null;
  /** Messages of fields, by path. */
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

type Confirm = () => Promise<boolean>;
let confirmSignIn: Confirm | null = null;

/** Called by the one dialog that signs somebody in again. Returns a function that withdraws it. */
export function confirmSignInWith(confirm: Confirm): () => void {
  confirmSignIn = confirm;
  return () => {
    if (confirmSignIn === confirm) confirmSignIn = null;
  };
}

/**
 * Calls our API and parses the response. Every failure is an ApiError. What needs a recent sign-in is repeated, once, after
 * the user has signed in again in the dialog.
 */
export async function apiFetch<R>(url: string, response: z.ZodType<R>, request: ApiRequest = {}): Promise<R> {
  try {
    return await call(url, response, request);
  } catch (error) {
    const needsSignIn = error instanceof ApiError && error.details['signInAgain'] === true;
    if (!needsSignIn || confirmSignIn === null || !(await confirmSignIn())) throw error;
    return call(url, response, request);
  }
}

async function call<R>(url: string, response: z.ZodType<R>, request: ApiRequest): Promise<R> {
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

/** For routes that return no body (204). */
export const nothing = z.unknown();

async function send(url: string, { method = 'GET', body, signal }: ApiRequest): Promise<Response> {
  try {
    return await fetch(url, {
      method,
      signal: signal ?? null,
      credentials: 'same-origin',
      // Send JSON on every write, even without data. Forms of other sites can't, and the server rejects anything else.
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
