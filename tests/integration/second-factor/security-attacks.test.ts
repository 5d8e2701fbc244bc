import { beforeEach, describe, expect, it } from 'vitest';
import { confirmEnrolment } from '@/lib/services/second-factor/confirm-enrolment';
import { createRecoveryCodes } from '@/lib/services/second-factor/create-recovery-codes';
import { removeFactor } from '@/lib/services/second-factor/remove-factor';
import { resetSecondFactor } from '@/lib/services/second-factor/reset-second-factor';
import { startEnrolment } from '@/lib/services/second-factor/start-enrolment';
import { verifyCode } from '@/lib/services/second-factor/verify-code';
import { confirmSignIn } from '@/lib/services/sessions/confirm-sign-in';
import { createSession } from '@/lib/services/sessions/create-session';
import { endUserSessions } from '@/lib/services/users/end-user-sessions';
import { readSession } from '@/lib/services/sessions/read-session';
import { signInWithPassword } from '@/lib/services/sessions/sign-in-with-password';
import type { UserActor } from '@/lib/services/context';
import { startWorld } from '../../support/connect-world';
import { PASSWORD, refusal, secondFactorWorld } from '../../support/second-factor-world';

/** Ways around the second factor, by somebody who has the password, a session, a factor of their own, or good timing. */
const world = await startWorld();
const { account, addPasskey, addTotp, anonymous, answer, as, ask, code, password, recovery } = secondFactorWorld(world);
beforeEach(async () => {
  await world.db.rateLimit.deleteMany();
});

const OVER = { code: 'PRECONDITION_FAILED', key: 'second_step_over', fields: undefined };
const LONG_AGO = () => new Date(Date.now() - 3_600_000);
const sessionsOf = ({ userId }: UserActor) => world.db.session.count({ where: { userId, revokedAt: null } });
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    () => 'refused',
  );

/** An administrator whose grace period is over, without any factor. */
async function overdue(): Promise<UserActor> {
  const actor = await account({ isAdministrator: true });
  await world.db.user.update({
    where: { id: actor.userId },
    data: { factorRequiredAt: new Date(Date.now() - 90 * 86_400_000) },
  });
  return actor;
}
const signIn = (actor: UserActor) => signInWithPassword(anonymous(), { email: actor.email, password: PASSWORD });

describe('a race for the first factor, between somebody with the password and its owner', () => {
  it('has one winner, whose factor alone is kept, and the other is not signed in', async () => {
    const actor = await overdue();
    const [mine, theirs] = [await password(actor), await password(actor)];
    const before = await sessionsOf(actor);
    const ends = await Promise.allSettled(
      [mine, theirs].map((ticket) => addTotp(actor, () => new Date(), { by: 'sign-in', ticket })),
    );
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await world.db.secondFactor.count({ where: { userId: actor.userId } })).toBe(1);
    expect(await world.db.recoveryCode.count({ where: { userId: actor.userId } })).toBe(10);
    // The first factor ends what began without one, so the winner's is the only session.
    expect([before, await sessionsOf(actor)]).toEqual([1, 1]);
  });

  it('is over for a sign-in that began before: the password alone no longer sets one up', async () => {
    const actor = await overdue();
    const early = await password(actor);
    await addTotp(actor, () => new Date(), { by: 'sign-in', ticket: await password(actor) });
    expect(await refusal(addTotp(actor, () => new Date(), { by: 'sign-in', ticket: early }))).toEqual(OVER);
    // Nor does a set-up that was started then.
    expect(await signIn(actor)).toMatchObject({ kind: 'second-step' });
  });
});

describe('a set-up', () => {
  it('that somebody else started, or another session of the same user, is not finished here', async () => {
    const [victim, attacker] = [await account(), await account()];
    const started = await startEnrolment(as(attacker), { by: 'session' }, { kind: 'totp' });
    const other = await world.db.$transaction((tx) =>
      createSession(world.ctx(), tx, { userId: attacker.userId, connectorId: null }),
    );
    for (const actor of [victim, { ...attacker, sessionId: other.sessionId }])
      expect(
        await refusal(
          confirmEnrolment(
            as(actor),
            { by: 'session' },
            { kind: 'totp', ticket: started.ticket, name: 'Planted', code: '123456' },
          ),
        ),
      ).toMatchObject({ code: 'PRECONDITION_FAILED' });
    expect(await world.db.secondFactor.count({ where: { userId: victim.userId } })).toBe(0);
  });

  it('ends with the session that began it, and one code sets up one factor', async () => {
    const actor = await account();
    const first = await startEnrolment(as(actor), { by: 'session' }, { kind: 'totp' });
    await endUserSessions(as(world.administrator.actor), { id: actor.userId });
    expect(
      await outcome(
        confirmEnrolment(
          as(actor),
          { by: 'session' },
          { kind: 'totp', ticket: first.ticket, name: 'Late', code: '123456' },
        ),
      ),
    ).toBe('refused');

    const other = await account();
    // The same code each time, also where its half minute ends in between.
    const now = new Date();
    const { app, ticket } = await addTotp(other, () => now);
    const again = { kind: 'totp' as const, ticket, name: 'Twice', code: app.code(now) };
    expect(await outcome(confirmEnrolment(as(other), { by: 'session' }, again))).toBe('refused');
    expect(await world.db.secondFactor.count({ where: { userId: other.userId } })).toBe(1);
    // The code that confirmed the app is used up.
    expect(await refusal(code(await password(other), app.code(now)))).toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('recovery codes', () => {
  it('all ten at once with one right password are one sign-in, and use up one code', async () => {
    const actor = await account();
    const { recoveryCodes } = await addTotp({ ...actor, signedInAt: LONG_AGO() }, LONG_AGO);
    const ticket = await password(actor);
    const before = await sessionsOf(actor);
    const ends = await Promise.all((recoveryCodes ?? []).map((text) => outcome(recovery(ticket, text))));
    expect(ends.filter((end) => end === 'done')).toHaveLength(1);
    expect(await world.db.recoveryCode.count({ where: { userId: actor.userId, usedAt: null } })).toBe(9);
    expect(await sessionsOf(actor)).toBe(before + 1);
  });

  it('that are replaced at that moment are either used before, or worth nothing', async () => {
    const actor = await account();
    const { recoveryCodes } = await addTotp({ ...actor, signedInAt: LONG_AGO() }, LONG_AGO);
    const ticket = await password(actor);
    const [used] = await Promise.all([
      outcome(recovery(ticket, recoveryCodes?.[0] ?? '')),
      createRecoveryCodes(as(actor)),
    ]);
    expect(['done', 'refused']).toContain(used);
    expect(await world.db.recoveryCode.count({ where: { userId: actor.userId, usedAt: null } })).toBe(10);
    expect(await outcome(recovery(await password(actor), recoveryCodes?.[1] ?? ''))).toBe('refused');
  });
});

describe('signing in again in place', () => {
  it("with one's own factor renews nobody else's session", async () => {
    const [victim, attacker] = [await account(), await account()];
    const { app } = await addTotp({ ...attacker, signedInAt: LONG_AGO() }, LONG_AGO);
    await addPasskey({ ...victim, signedInAt: new Date() });
    // The attacker has the victim's session and password, but not their passkey.
    const begun = await confirmSignIn(as(victim), { password: PASSWORD });
    if (begun.kind !== 'second-step') throw new Error('No second step');
    expect(await refusal(code(begun.ticket, app.code(new Date())))).toMatchObject({ code: 'INVALID_INPUT' });
    const { passkey } = await addPasskey(attacker);
    const { options, challengeTicket } = await ask('second', begun.ticket);
    expect(await refusal(answer(challengeTicket, passkey.use(options), begun.ticket))).toMatchObject({
      key: 'passkey_refused',
    });
    // What their own sign-in gives is a session of their own.
    const { token } = await code(await password(attacker), app.code(new Date()));
    expect(await readSession(world.db, token, new Date())).toMatchObject({ userId: attacker.userId });
    const before = await world.db.session.findUniqueOrThrow({ where: { id: victim.sessionId } });
    expect(before.signedInAt).toEqual(victim.signedInAt);
  });

  it('renews no session that ended in between', async () => {
    const actor = await account();
    const { app } = await addTotp({ ...actor, signedInAt: LONG_AGO() }, LONG_AGO);
    const begun = await confirmSignIn(as(actor), { password: PASSWORD });
    if (begun.kind !== 'second-step') throw new Error('No second step');
    await endUserSessions(as(world.administrator.actor), { id: actor.userId });
    expect(await refusal(code(begun.ticket, app.code(new Date())))).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await sessionsOf(actor)).toBe(0);
    // The code isn't used up by it.
    await code(await password(actor), app.code(new Date()));
  });
});

describe('doing without', () => {
  it('a challenge that asks for a touch is no way in without the password', async () => {
    const actor = await account();
    const { passkey } = await addPasskey(actor);
    const ticket = await password(actor);
    const { options, challengeTicket } = await ask('second', ticket);
    const touched = passkey.use(options, { isVerified: false });
    expect(await refusal(answer(challengeTicket, touched))).toEqual(OVER);
    const first = await ask('first');
    expect(
      await refusal(answer(first.challengeTicket, passkey.use(first.options, { isVerified: false }))),
    ).toMatchObject({ key: 'passkey_refused' });
  });

  it('a reset gives no new grace period', async () => {
    const actor = await overdue();
    const { app } = await addTotp(actor, () => new Date(), { by: 'sign-in', ticket: await password(actor) });
    await resetSecondFactor(as(world.administrator.actor), { id: actor.userId });
    const result = await signIn(actor);
    expect(result).toMatchObject({ kind: 'second-step' });
    // And the app from before is worth nothing for what follows.
    const ticket = result.kind === 'second-step' ? result.ticket : '';
    expect(await refusal(code(ticket, app.code(new Date())))).toEqual(OVER);
  });

  it('two removals at once leave one where one is required', async () => {
    const actor = await overdue();
    const setUp = await addTotp(actor, () => new Date(), { by: 'sign-in', ticket: await password(actor) });
    const session = await readSession(world.db, setUp.token ?? '', new Date());
    if (!session) throw new Error('No session');
    await addPasskey(session);
    const factors = await world.db.secondFactor.findMany({ where: { userId: actor.userId } });
    const ends = await Promise.all(factors.map(({ id }) => outcome(removeFactor(as(session), { id }))));
    expect(ends.sort()).toEqual(['done', 'refused']);
    expect(await world.db.secondFactor.count({ where: { userId: actor.userId } })).toBe(1);
  });
});

it('a code is checked for the account of the ticket alone, however many tickets are tried', async () => {
  const [victim, attacker] = [await account(), await account()];
  await addTotp({ ...victim, signedInAt: LONG_AGO() }, LONG_AGO);
  const { app } = await addTotp({ ...attacker, signedInAt: LONG_AGO() }, LONG_AGO);
  const tickets = await Promise.all([password(victim), password(victim), password(victim)]);
  const guesses = tickets.flatMap((ticket) => [ticket, ticket, ticket]);
  const ends = await Promise.all(
    guesses.map((ticket) =>
      outcome(verifyCode(anonymous(), { kind: 'totp', code: app.code(new Date()), ticket, formerToken: null })),
    ),
  );
  expect(ends).toEqual(Array(9).fill('refused'));
  // New tickets are no new tries.
  expect(await world.db.user.findUniqueOrThrow({ where: { id: victim.userId } })).toMatchObject({ failedCodes: 5 });
});
