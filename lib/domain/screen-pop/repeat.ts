import type { ScreenPopDecision } from './decision';

/** Reasons of `unavailable` that pass by themselves. */
const PASSING: ReadonlySet<string> = new Set(['rate_limited', 'unavailable', 'timeout']);
/** An hour or so of one search every quarter of a minute: a call that never ends isn't searched for for ever. */
const MAX_REPEATS = 240;
const FIRST_WAIT_MS = 2_000;
/** An agent who waits for the card hears that the CRM is back before the customer has told the whole story. */
const LONGEST_GUESS_MS = 15_000;
const MAX_WAIT_MS = 60_000;

/**
 * A CRM's index learns of a new contact after "a few moments"; somebody may have created it while the phone rang.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/search-the-crm
 */
const INDEX_DELAY_MS = 10_000;

/**
 * How long to wait before a screen pop is run again while its interaction goes on; null if it isn't. `requestedMs` is the
 * wait that the CRM named.
 */
export function waitBeforeRepeat(
  decision: ScreenPopDecision,
  { repeats, requestedMs }: { repeats: number; requestedMs: number | null },
): number | null {
  if (decision.kind === 'unavailable') {
    if (!PASSING.has(decision.reason) || repeats >= MAX_REPEATS) return null;
    return Math.min(requestedMs ?? Math.min(FIRST_WAIT_MS * 2 ** repeats, LONGEST_GUESS_MS), MAX_WAIT_MS);
  }
  return hasFoundNobody(decision) && repeats === 0 ? INDEX_DELAY_MS : null;
}

/** A scenario searched, and the CRM has nobody. */
export function hasFoundNobody(decision: ScreenPopDecision): boolean {
  return decision.kind === 'none' && decision.scenarioId !== null && decision.matches === 0;
}
