/** When what couldn't be logged is tried again. Times in milliseconds. */

const FIRST_MS = 2_000;
const LONGEST_MS = 15 * 60_000;
const LONGEST_OUTAGE_MS = 30_000;
const QUOTA_MS = 5 * 60_000;

/** About three days of one try every quarter of an hour. Waiting for an account that is down counts for nothing. */
export const MAX_FAILURES = 300;
/** A fault of ours rarely goes away by itself. */
export const MAX_INTERNAL_FAILURES = 12;
/** A job that began so often and never came to an end stops the process that runs it. */
export const MAX_INTERRUPTIONS = 5;
/** So many interactions fail in a row, with none in between that succeeds, before the account counts as down. */
export const FAILURES_OF_OUTAGE = 3;

/** How long one interaction waits after `failures` failed tries in a row. What the provider asks for comes first. */
export function waitAfterFailures(failures: number, requestedMs: number | null): number {
  return requestedMs ?? Math.min(FIRST_MS * 2 ** Math.max(failures - 1, 0), LONGEST_MS);
}

/** How long an account that is down is left alone before one interaction tries it. */
export function waitInOutage(failures: number, requestedMs: number | null, isQuota: boolean): number {
  if (requestedMs !== null) return Math.max(requestedMs, FIRST_MS);
  return isQuota ? QUOTA_MS : Math.min(FIRST_MS * 2 ** Math.max(failures - 1, 0), LONGEST_OUTAGE_MS);
}
