/** Parses what a provider's consent page sent back. */
export type CallbackAnswer =
  | { kind: 'code'; state: string; code: string; issuer: string | null }
  | { kind: 'error'; state: string; error: 'consent_refused' | 'provider_error'; issuer: string | null }
  | { kind: 'unreadable' };

const UNREADABLE: CallbackAnswer = { kind: 'unreadable' };

/** 256 bits in base64url, the only form of state we issue. */
const STATE = /^[A-Za-z0-9_-]{43}$/;
const CODE = /^[\x21-\x7e]{1,2048}$/;

/**
 * Takes the query as it stood in the address, repetitions included: `state`, exactly one of `code` and `error`, and
 * perhaps `iss`, each once. The provider's words about an error are not even read: nothing of them may reach a page.
 */
export function readCallback(parameters: Iterable<readonly [name: string, value: string]>): CallbackAnswer {
  const known = new Map<string, string>();
  for (const [name, value] of parameters) {
    const base = /^(state|code|error|iss)(?:$|[[.\]])/i.exec(name)?.[1]?.toLowerCase();
    if (base === undefined) continue;
    // A second value, or a spelling that some parser would take for one.
    if (name !== base || known.has(name)) return UNREADABLE;
    known.set(name, value);
  }
  const state = known.get('state');
  const code = known.get('code');
  const error = known.get('error');
  const issuer = known.get('iss') ?? null;
  if (state === undefined || !STATE.test(state)) return UNREADABLE;
  if (code !== undefined && error === undefined)
    return CODE.test(code) ? { kind: 'code', state, code, issuer } : UNREADABLE;
  if (error !== undefined && error !== '' && code === undefined) {
    return { kind: 'error', state, error: error === 'access_denied' ? 'consent_refused' : 'provider_error', issuer };
  }
  return UNREADABLE;
}
