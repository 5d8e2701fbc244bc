/** The closed list of what can go wrong at a provider. */
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

/** What the provider said of one field of the request. `message` is scrubbed like `providerMessage`. */
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
  /** HTTP status, where an answer came. */
  status?: number;
  retryAfterMs?: number;
  /** The provider did not say how long: `retryAfterMs` is ours. */
  isWaitGuessed?: boolean;
  /** The provider's machine-readable code, for example `BAD_CLIENT_SECRET`. */
  code?: string;
  /** The provider's own words, already scrubbed of secrets and of personal data. */
  providerMessage?: string;
  correlationId?: string;
  missingScopes?: readonly string[];
  fields?: readonly ProviderFieldError[];
  /** Of the record that is in the way, with `conflict`, where the provider names it. */
  existingRecordId?: string;
  cause?: unknown;
}

/**
 * Every failure of a provider call. `message` says operation, kind and status and nothing else, so it may be logged;
 * the provider's own words are kept apart and are shown to administrators only.
 *
 * `auth_revoked` thrown by `auth.refresh` is final: the grant is gone. Thrown by a capability that takes an access
 * token it means that this token is not accepted: refresh once per token version before believing it.
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

  /** Whether the same request may succeed later without anybody changing anything. */
  get retryable(): boolean {
    return RETRYABLE.has(this.kind);
  }
}
