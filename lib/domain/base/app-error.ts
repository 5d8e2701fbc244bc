import { isNamed } from './is-named';
import type { ErrorKey, ValidationKey } from './message-keys';

/**
 * The closed list of error codes.
 * Mapped to HTTP once, in `lib/web/route.ts`.
 */
export const APP_ERROR_CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'INVALID_INPUT',
  'CONFLICT',
  'IN_USE',
  'LIMIT_REACHED',
  'PRECONDITION_FAILED',
  'RATE_LIMITED',
  'PROVIDER_FAILED',
  'UNAVAILABLE',
  'INTERNAL',
] as const;
export type AppErrorCode = (typeof APP_ERROR_CODES)[number];

export type MessageParams = Record<string, string | number>;

/** A sentence for a person: a key of `messages/<language>/`, with its parameters. */
export interface MessageRef<K extends string = ValidationKey> {
  key: K;
  params?: MessageParams;
}

interface AppErrorOptions {
  /** Key below the namespace `errors`; by default the code in lower case. */
  key?: ErrorKey;
  params?: MessageParams;
  /** Sentences beside fields, by path (`steps.0.objectId`); keys below the namespace `validation`. */
  fields?: Record<string, MessageRef>;
  /** What the page needs to help the user, for example what uses an entity. Never a secret. */
  details?: Record<string, unknown>;
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** Thrown where the caller cannot decide. `message` is for logs alone and never reaches a browser. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly key: ErrorKey;
  readonly params: MessageParams;
  readonly fields: Record<string, MessageRef> | undefined;
  readonly details: Record<string, unknown> | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: AppErrorCode, options: AppErrorOptions = {}) {
    super(`${code}${options.key ? ` (${options.key})` : ''}`, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.key = options.key ?? keyOf(code);
    this.params = options.params ?? {};
    this.fields = options.fields;
    this.details = options.details;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isNamed(value, 'AppError');
  }
}

/** Every code in lower case is a key of `errors`: `Lowercase` states of the type what `toLowerCase` does to the text. */
function keyOf(code: AppErrorCode): ErrorKey {
  return code.toLowerCase() as Lowercase<AppErrorCode>;
}
