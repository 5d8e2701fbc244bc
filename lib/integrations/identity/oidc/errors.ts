import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { ProviderError } from '../../provider-error';
import { scrubbed } from '../../scrub';

/** The library's errors in the words of the contract. */
export function asProviderError(error: unknown, operation: string, secrets: readonly string[] = []): ProviderError {
  const own = ownError(error);
  if (own) return own;
  if (error instanceof ResponseBodyError || error instanceof AuthorizationResponseError) {
    return new ProviderError('invalid_request', {
      operation,
      code: codeOf(error.error),
      providerMessage: error.error_description === undefined ? undefined : scrubbed(error.error_description, secrets),
      cause: error,
    });
  }
  // A 401: the credentials of the client, or the access token that it has just received.
  if (error instanceof WWWAuthenticateChallengeError)
    return new ProviderError('invalid_request', {
      operation,
      status: error.status,
      code: 'invalid_client',
      cause: error,
    });
  if (error instanceof ClientError && NO_ANSWER.has(error.code ?? ''))
    return new ProviderError('unavailable', { operation, code: error.code ?? undefined, cause: error });
  if (error instanceof ClientError) {
    return new ProviderError('invalid_response', {
      operation,
      code: claimCode(error) ?? error.code ?? 'REFUSED_BY_LIBRARY',
      cause: error,
    });
  }
  return new ProviderError('invalid_response', { operation, code: 'REFUSED_BY_LIBRARY', cause: error });
}

/** An answer that is none: a status that says so, or something else than JSON. */
const NO_ANSWER: ReadonlySet<string> = new Set(['OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON']);

/** Thrown by our own way out, inside the library. */
function ownError(error: unknown): ProviderError | null {
  for (let current = error, depth = 0; depth < 4 && current instanceof Error; current = current.cause, depth += 1) {
    if (current instanceof ProviderError) return current;
  }
  return null;
}

/** Which claim of the token was wrong: the library keeps it in the innermost cause. */
function claimCode(error: ClientError): string | null {
  for (
    let current: unknown = error, depth = 0;
    depth < 4 && typeof current === 'object' && current !== null;
    depth += 1
  ) {
    if ('claim' in current && typeof current.claim === 'string') return `CLAIM_${codeOf(current.claim).toUpperCase()}`;
    current = 'cause' in current ? current.cause : null;
  }
  return null;
}

/** A provider's own code is shown to administrators: a word, or nothing. */
function codeOf(text: string): string {
  return /^[A-Za-z0-9_.-]{1,80}$/.test(text) ? text : 'UNREADABLE';
}
