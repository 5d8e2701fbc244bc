import type { WaitRule } from './growing-wait';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export interface RateLimit {
  /** Who shares the budget. */
  by: 'address' | 'address and connector' | 'browser and connector' | 'person' | 'everybody';
  points: number;
  seconds: number;
  /** Where it is counted: in each web process by itself, or in PostgreSQL for all of them. */
  store: 'process' | 'database';
  /** What counts, for `docs/security.md`. */
  counts: string;
  /** What happens to whoever is over it and could still succeed: one after the other, instead of none. */
  pace?: { perSecond: number; mostWaitMs: number };
}

/**
 * Every limit by address or person. Addresses, and what one person does many times a second, are counted in the process:
 * a stranger's request then costs no statement and leaves no row. What matters beyond one process is counted in PostgreSQL.
 */
export const RATE_LIMITS = {
  'password-by-ip': {
    by: 'address',
    points: 20,
    seconds: 60,
    store: 'process',
    counts: 'wrong passwords, but for browsers that signed in to the account before',
  },
  'passkey-by-ip': { by: 'address', points: 20, seconds: 60, store: 'process', counts: 'passkeys that don’t fit' },
  'link-by-ip': { by: 'address', points: 20, seconds: 60, store: 'process', counts: 'unknown one-time links' },
  'refused-form-by-ip': {
    by: 'address',
    points: 60,
    seconds: 60,
    store: 'process',
    counts: 'refused requests to forms that need no sign-in',
  },
  'stray-sign-in-by-ip': {
    by: 'address',
    points: 60,
    seconds: 60,
    store: 'process',
    counts: 'callbacks that belong to no sign-in of the browser, and login URLs of no connector',
  },
  'sso-failure-by-ip': {
    by: 'address and connector',
    points: 60,
    seconds: 60,
    store: 'process',
    counts:
      'failed sign-ins through a connector; further ones are logged but not listed, and codes are exchanged 5 a second, at most 10 s later',
    pace: { perSecond: 5, mostWaitMs: 10 * SECOND },
  },
  'sso-failure-by-browser': {
    by: 'browser and connector',
    points: 20,
    seconds: 60,
    store: 'process',
    counts: 'the same, in a browser that signed in through the connector before',
    pace: { perSecond: 5, mostWaitMs: 10 * SECOND },
  },
  'api-key-by-ip': { by: 'address', points: 30, seconds: 60, store: 'process', counts: 'wrong API keys' },
  'csp-report-by-ip': {
    by: 'address',
    points: 20,
    seconds: 60,
    store: 'process',
    counts: 'browsers’ reports of what the content policy stopped',
  },
  'csp-report': {
    by: 'everybody',
    points: 60,
    seconds: 60,
    store: 'process',
    counts: 'the same; further ones are not counted, and nobody is refused',
  },
  'activation-by-user': {
    by: 'person',
    points: 30,
    seconds: 60,
    store: 'database',
    counts: 'activations, test sign-ins and sign-ins in place that are started',
  },
  'connection-test-by-user': { by: 'person', points: 20, seconds: 60, store: 'database', counts: 'connection tests' },
  'history-check-by-user': {
    by: 'person',
    points: 6,
    seconds: 60,
    store: 'process',
    counts: 'verifications of the history',
  },
  // More than a person does by hand, less than a loop would: one agent must not slow the others down.
  'search-by-user': { by: 'person', points: 40, seconds: 10, store: 'process', counts: 'searches in the Maker' },
  'card-search-by-user': { by: 'person', points: 20, seconds: 10, store: 'process', counts: 'searches for cards' },
  'card-by-user': { by: 'person', points: 40, seconds: 10, store: 'process', counts: 'cards read or changed' },
  'banner-by-user': { by: 'person', points: 60, seconds: 10, store: 'process', counts: 'other reads of the Banner' },
  'account-by-user': {
    by: 'person',
    points: 40,
    seconds: 10,
    store: 'process',
    counts: 'reads of what the CRM account has, and changes of rules and scenarios, which are checked against it',
  },
  'stream-by-user': { by: 'person', points: 20, seconds: 10, store: 'process', counts: 'connections of the Banner' },
} as const satisfies Record<string, RateLimit>;
export type RateLimitName = keyof typeof RATE_LIMITS;

export interface ForgettingWait extends WaitRule {
  /** One wrong guess is forgotten after this long. */
  forgetMs: number;
  /** For `docs/security.md`. */
  counts: string;
}

/**
 * Who waits after wrong passwords. An attacker is slowed down by what they don't share with the account's owner: their
 * address, and the browsers that signed in before. What they do share has far larger budgets, and nothing stays locked.
 */
export const PASSWORD_WAITS = {
  'account-from-address': {
    free: 3,
    firstMs: SECOND,
    mostMs: 15 * MINUTE,
    forgetMs: HOUR,
    counts: 'wrong passwords for one account from one address',
  },
  // Three addresses that never rest need half a day to reach it.
  account: {
    free: 100,
    firstMs: SECOND,
    mostMs: 15 * MINUTE,
    forgetMs: 10 * MINUTE,
    counts: 'wrong passwords for one account from everywhere',
  },
  address: {
    free: 20,
    firstMs: SECOND,
    mostMs: 15 * MINUTE,
    forgetMs: MINUTE,
    counts: 'wrong passwords from one address, whatever the accounts',
  },
  'known-browser': {
    free: 5,
    firstMs: SECOND,
    mostMs: 15 * MINUTE,
    forgetMs: HOUR,
    counts: 'wrong passwords in a browser that signed in to the account before; none of the others apply to it',
  },
} as const satisfies Record<string, ForgettingWait>;

/**
 * Passwords are hashed one at a time in each of two lines, which must not take a core from calls that ring. Everybody who
 * shows no browser in which they signed in before, no session and no link is a stranger: after a wrong password theirs
 * rests for `rest` times as long as the check took. Each line takes turns, between networks or between accounts. An office
 * that signs in at once has many places, and a flood from many networks no more turns than there are groups.
 */
export const PASSWORD_TURNS = {
  strangers: { places: 64, groups: 16, rest: 3, mostWaitMs: 30 * SECOND },
  known: { places: 100, rest: 0 },
} as const;
/** What somebody is told to wait for whom there is no place. */
export const PASSWORD_TURN_RETRY_SECONDS = 5;

/** Wrong codes in a row: only somebody who knows the password can cause this wait, and it ends by itself. */
export const CODE_WAIT = {
  free: 5,
  firstMs: 30 * SECOND,
  mostMs: 15 * MINUTE,
  counts: 'wrong codes for one account in a row, after its right password',
} as const satisfies WaitRule & { counts: string };
