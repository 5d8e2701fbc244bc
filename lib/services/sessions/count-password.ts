import { PASSWORD_WAITS } from '@/lib/domain/people/limits';
import {
  addWrongPassword,
  forgottenAt,
  type PasswordWaitScope,
  type WrongPasswords,
} from '@/lib/domain/people/wrong-passwords';
import { hashSecret } from '@/lib/platform/crypto';
import type { Tx } from '@/lib/platform/db';
import { addressBlock } from '@/lib/platform/rate-limit';
import { type Ctx, unrecorded } from '../context';
import { tooFast } from '../limit-rate';

/** Who waits after a wrong password, as a key that shows nothing. */
export interface Waiter {
  scope: PasswordWaitScope;
  key: string;
}

/** A password counted as wrong until it proves right. */
type CountedPassword = { kind: 'wait'; seconds: number } | { kind: 'counted'; by: CountedBy[] };
export interface CountedBy extends Waiter {
  waitUntil: Date | null;
}

/**
 * Who waits for this attempt. The email counts as typed, whether or not an account has it, so that waits don't tell who
 * exists. A browser that signed in to the account before has a small budget of its own: a flood from elsewhere, even
 * from its own address, doesn't reach it. Nor does it reach somebody who signs in again in place.
 */
export function passwordWaiters(who: {
  email: string;
  ip: string;
  browserNonce: string | null;
  renews: string | null;
}): Waiter[] {
  const { email, browserNonce, renews } = who;
  if (renews !== null) return [waiter('account-from-address', renews)];
  if (browserNonce !== null) return [waiter('known-browser', browserNonce)];
  const address = addressBlock(who.ip);
  return [waiter('account-from-address', `${address} ${email}`), waiter('account', email), waiter('address', address)];
}

function waiter(scope: PasswordWaitScope, whom: string): Waiter {
  return { scope, key: hashSecret(`${scope} ${whom}`) };
}

/**
 * Counts an attempt for everybody who would wait for it, before the password is checked, so that parallel guesses can't
 * outrun the wait. While one of them waits, nothing is counted or stored.
 */
export async function countPassword(tx: Tx, waiters: Waiter[], now: Date): Promise<CountedPassword> {
  const keys = waiters.map(({ key }) => key).sort();
  // One attempt after the other, including the first ones, which have no row to lock yet.
  await tx.$executeRaw`
    SELECT pg_advisory_xact_lock(hashtextextended('password ' || "key", 0)) FROM unnest(${keys}::text[]) AS "key"`;
  const rows = await tx.passwordWait.findMany({ where: { key: { in: keys } } });
  const until = Math.max(0, ...rows.map(({ waitUntil }) => waitUntil?.getTime() ?? 0));
  if (until > now.getTime()) return { kind: 'wait', seconds: Math.ceil((until - now.getTime()) / 1000) };

  const by: CountedBy[] = [];
  for (const { scope, key } of waiters) {
    const row = rows.find((known) => known.key === key);
    const rule = PASSWORD_WAITS[scope];
    const state = addWrongPassword(row ? { ...row, count: row.failures } : null, rule, now);
    await store(tx, key, state, forgottenAt(state, rule));
    by.push({ scope, key, waitUntil: state.waitUntil });
  }
  return { kind: 'counted', by };
}

/** For somebody who is signed in and types their password again. */
export async function countOwnPassword(ctx: Ctx, input: { userId: string }): Promise<CountedBy[]> {
  const counted = await unrecorded(ctx, 'bookkeeping').$transaction((tx) =>
    countPassword(tx, [waiter('known-browser', input.userId)], ctx.now()),
  );
  if (counted.kind === 'counted') return counted.by;
  throw tooFast(counted.seconds);
}

async function store(tx: Tx, key: string, { count, since, waitUntil }: WrongPasswords, expiresAt: Date): Promise<void> {
  const data = { failures: count, since, waitUntil, expiresAt };
  await tx.passwordWait.upsert({ where: { key }, create: { key, ...data }, update: data });
}

/** The password was right: whoever tried it from this address or browser starts afresh, and nobody else waits for it. */
export async function forgivePassword(tx: Tx, by: CountedBy[]): Promise<void> {
  for (const { scope, key, waitUntil } of by) {
    if (scope === 'account-from-address' || scope === 'known-browser') {
      await tx.passwordWait.deleteMany({ where: { key } });
      continue;
    }
    await tx.passwordWait.updateMany({ where: { key, failures: { gt: 0 } }, data: { failures: { decrement: 1 } } });
    // Only the wait that this attempt began: another one may have been wrong meanwhile.
    if (waitUntil) await tx.passwordWait.updateMany({ where: { key, waitUntil }, data: { waitUntil: null } });
  }
}

/** Somebody who may choose a new password need not wait for wrong ones of others. */
export async function forgiveAccount(tx: Tx, email: string): Promise<void> {
  await tx.passwordWait.deleteMany({ where: { key: waiter('account', email).key } });
}
