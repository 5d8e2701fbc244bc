import { growingWaitMs } from './growing-wait';
import type { ForgettingWait, PASSWORD_WAITS } from './limits';

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
export function addWrongPassword(before: WrongPasswords | null, rule: ForgettingWait, now: Date): WrongPasswords {
  const left = before ? forget(before, rule, now) : { count: 0, since: now };
  const count = left.count + 1;
  const waitMs = growingWaitMs(count, rule);
  return { count, since: left.since, waitUntil: waitMs > 0 ? new Date(now.getTime() + waitMs) : null };
}

/** When a row of it means nothing any more. */
export function forgottenAt({ count, since }: WrongPasswords, rule: ForgettingWait): Date {
  return new Date(since.getTime() + count * rule.forgetMs);
}

function forget({ count, since }: WrongPasswords, { forgetMs }: ForgettingWait, now: Date) {
  const forgotten = Math.max(0, Math.floor((now.getTime() - since.getTime()) / forgetMs));
  if (forgotten >= count) return { count: 0, since: now };
  return { count: count - forgotten, since: new Date(since.getTime() + forgotten * forgetMs) };
}
