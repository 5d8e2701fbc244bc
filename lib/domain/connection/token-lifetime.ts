/** How a grant's access token ages, and what an unsuccessful refresh costs. Times in milliseconds. */

export interface TokenLife {
  obtainedAt: Date;
  expiresAt: Date;
}

/** A token that expires within this time is not used, because the call itself takes time. */
const USABLE_MARGIN_MS = 30_000;

/** Refreshed at 75 to 85 % of its life. `spread`, from 0 to 1, keeps many methods from refreshing at once. */
export function refreshDueAt({ obtainedAt, expiresAt }: TokenLife, spread: number): Date {
  const lifeMs = Math.max(expiresAt.getTime() - obtainedAt.getTime(), 0);
  return new Date(obtainedAt.getTime() + lifeMs * (0.75 + 0.1 * spread));
}

export function isUsable({ obtainedAt, expiresAt }: TokenLife, now: Date): boolean {
  const lifeMs = expiresAt.getTime() - obtainedAt.getTime();
  // A token that lives a minute would otherwise never be usable for half of it.
  const marginMs = Math.min(USABLE_MARGIN_MS, lifeMs * 0.1);
  return now.getTime() < expiresAt.getTime() - marginMs;
}

/** A fraction from 0 to 1 that depends on the text alone, so that all processes agree. */
export function spreadOf(text: string): number {
  let hash = 2166136261;
  for (const character of text) {
    hash ^= character.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 16777619);
  }
  return (hash >>> 0) / 2 ** 32;
}

const MAX_PAUSE_MS = 60_000;

/** How long to wait after consecutive failures. A longer wait requested by the provider is respected up to a limit. */
export function pauseAfterFailure(failures: number, retryAfterMs: number | null): number {
  const ours = Math.min(1000 * 2 ** Math.max(failures - 1, 0), MAX_PAUSE_MS);
  return Math.max(ours, Math.min(retryAfterMs ?? 0, MAX_PAUSE_MS));
}
