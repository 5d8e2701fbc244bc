import { missingScopes } from '../api-error';
import type { SandboxResponse } from '../contract';
import type { Call } from './call';

/** Raised inside a handler, answered by the engine as 403 `MISSING_SCOPES`. */
export class MissingScopes extends Error {
  constructor(readonly required: string[]) {
    super(`Missing scopes: ${required.join(', ')}`);
  }
}

export function requireAll(call: Call, scopes: string[]): void {
  const missing = scopes.filter((scope) => !call.caller.scopes.includes(scope));
  if (missing.length > 0) throw new MissingScopes(missing);
}

export function requireAny(call: Call, scopes: string[]): void {
  if (!scopes.some((scope) => call.caller.scopes.includes(scope))) throw new MissingScopes(scopes);
}

export function missingScopesResponse(failure: MissingScopes, correlationId: string): SandboxResponse {
  return missingScopes(failure.required, correlationId);
}
