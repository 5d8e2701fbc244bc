import { growingWaitMs, type WaitRule } from './growing-wait';

interface PasswordWaitRule extends WaitRule {
  /** One wrong password is forgotten after this long. */
  forgetMs: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * Who waits after wrong passwords. An attacker is slowed down by what they don't share with the account's owner: their
 * address, and the browsers that signed in before. What they do share has far larger budgets, and nothing stays locked.
 */
export const PASSWORD_WAITS = {
  /** One account, tried from one address. */
  'account-from-address': { free: 3, firstMs: SECOND, mostMs: 15 * MINUTE, forgetMs: HOUR },
  /** One account, tried from everywhere: three addresses that never rest need half a day to reach it. */
  account: { free: 100, firstMs: SECOND, mostMs: 15 * MINUTE, forgetMs: 10 * MINUTE },
  /** One address, whatever the accounts. */
  address: { free: 20, firstMs: SECOND, mostMs: 15 * MINUTE, forgetMs: MINUTE },
  /** A browser that signed in to the account before; none of the others apply to it. */
  'known-browser': { free: 5, firstMs: SECOND, mostMs: 15 * MINUTE, forgetMs: HOUR },
} as const satisfies Record<string, PasswordWaitRule>;
export type PasswordWaitScope = keyof typeof PASSWORD_WAITS;

/** So many since the last sign-in are worth telling the owner and administrators; fewer are typing errors. */
export const NOTABLE_WRONG_PASSWORDS = 5;

export interface WrongPasswords {
  count: number;
  /** From when on the next one is forgotten. */
  since: Date;
  waitUntil: Date | null;
}

/** One more wrong password. */
export function addWrongPassword(before: WrongPasswords | null, rule: PasswordWaitRule, now: Date): WrongPasswords {
  const left = before ? forget(before, rule, now) : { count: 0, since: now };
  const count = left.count + 1;
  const waitMs = growingWaitMs(count, rule);
  return { count, since: left.since, waitUntil: waitMs > 0 ? new Date(now.getTime() + waitMs) : null };
}

/** When a row of it means nothing any more. */
export function forgottenAt({ count, since }: WrongPasswords, rule: PasswordWaitRule): Date {
  return new Date(since.getTime() + count * rule.forgetMs);
}

function forget({ count, since }: WrongPasswords, { forgetMs }: PasswordWaitRule, now: Date) {
  const forgotten = Math.max(0, Math.floor((now.getTime() - since.getTime()) / forgetMs));
  if (forgotten >= count) return { count: 0, since: now };
  return { count: count - forgotten, since: new Date(since.getTime() + forgotten * forgetMs) };
}
