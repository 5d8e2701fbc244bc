import { isNamed } from '@/lib/domain/base/is-named';

/** All kinds of provider errors. */
export const PROVIDER_ERROR_KINDS = [
  'auth_revoked',
  'scope_missing',
  'rate_limited',
  'quota_exhausted',
  'not_found',
  'conflict',
  'invalid_request',
  'invalid_response',
  'unavailable',
  'timeout',
] as const;
export type ProviderErrorKind = (typeof PROVIDER_ERROR_KINDS)[number];

const RETRYABLE: ReadonlySet<ProviderErrorKind> = new Set(['rate_limited', 'unavailable', 'timeout']);

/** The provider's error for one field. `message` is scrubbed like `providerMessage`. */
export interface ProviderFieldError {
  apiName: string;
  message: string;
  code: string | null;
  /** The provider has no such property. */
  isUnknown: boolean;
}

export interface ProviderErrorOptions {
  /** `<provider> <capability>.<operation>`, for example `hubspot records.search`. */
  operation: string;
  /** The HTTP status, if there was a response. */
  status?: number;
  retryAfterMs?: number;
  /** The provider didn't say how long: `retryAfterMs` is our guess. */
  isWaitGuessed?: boolean;
  /** The provider's machine-readable code, for example `BAD_CLIENT_SECRET`. */
  code?: string;
  /** The provider's message, scrubbed of secrets and personal data. */
  providerMessage?: string;
  correlationId?: string;
  missingScopes?: readonly string[];
  fields?: readonly ProviderFieldError[];
  /** The conflicting record, with `conflict`, if the provider names it. */
  existingRecordId?: string;
  cause?: unknown;
}

/**
 * Any failure of a provider call. `message` has only the operation, kind and status, so it can be logged. The
 * provider's own message is separate and only shown to administrators.
 *
 * `auth_revoked` thrown by `auth.refresh` is final: the grant is gone. From a call with an access token, it means that
 * this token isn't accepted: refresh once per token version before treating it as final.
 */
export class ProviderError extends Error {
  readonly kind: ProviderErrorKind;
  readonly operation: string;
  readonly status: number | null;
  readonly retryAfterMs: number | null;
  readonly isWaitGuessed: boolean;
  readonly code: string | null;
  readonly providerMessage: string | null;
  readonly correlationId: string | null;
  readonly missingScopes: readonly string[];
  readonly fields: readonly ProviderFieldError[];
  readonly existingRecordId: string | null;

  constructor(kind: ProviderErrorKind, options: ProviderErrorOptions) {
    super(`${options.operation}: ${kind}${options.status === undefined ? '' : ` (${options.status})`}`, {
      cause: options.cause,
    });
    this.name = 'ProviderError';
    this.kind = kind;
    this.operation = options.operation;
    this.status = options.status ?? null;
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.isWaitGuessed = options.isWaitGuessed ?? false;
    this.code = options.code ?? null;
    this.providerMessage = options.providerMessage ?? null;
    this.correlationId = options.correlationId ?? null;
    this.missingScopes = options.missingScopes ?? [];
    this.fields = options.fields ?? [];
    this.existingRecordId = options.existingRecordId ?? null;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isNamed(value, 'ProviderError');
  }

  /** Whether the same request may succeed later without changes. */
  get retryable(): boolean {
    return RETRYABLE.has(this.kind);
  }
}
