import { beforeEach, describe, expect, it } from 'vitest';
import { deriveCtx } from '@/lib/services/context';
import { createRecoveryCodes } from '@/lib/services/second-factor/create-recovery-codes';
import { removeFactor } from '@/lib/services/second-factor/remove-factor';
import { resetSecondFactor } from '@/lib/services/second-factor/reset-second-factor';
import { verifyCode } from '@/lib/services/second-factor/verify-code';
import { readSession } from '@/lib/services/sessions/read-session';
import { signInWithPassword } from '@/lib/services/sessions/sign-in-with-password';
import { disableUser } from '@/lib/services/users/disable-user';
import { PUBLIC_URL, startWorld } from '../../support/connect-world';
import { SoftPasskey } from '../../support/passkey';
import { PASSWORD, refusal, secondFactorWorld } from '../../support/second-factor-world';

const world = await startWorld();
const { account, addPasskey, addTotp, anonymous, answer, as, ask, code, password, recovery } = secondFactorWorld(world);
beforeEach(async () => {
  await world.db.rateLimit.deleteMany();
});

const START = new Date('2026-12-01T09:00:00Z').getTime();
const at = (seconds: number) => () => new Date(START + seconds * 1000);
const WRONG = { code: 'INVALID_INPUT', key: 'invalid_input', fields: { code: { key: 'wrong_code' } } };
const OVER = { code: 'PRECONDITION_FAILED', key: 'second_step_over', fields: undefined };
const REFUSED = { code: 'PRECONDITION_FAILED', key: 'passkey_refused', fields: undefined };

async function withApp() {
  const actor = await account();
  // Set up long before, so that the step of the confirmation doesn't count.
  const { app, recoveryCodes } = await addTotp({ ...actor, signedInAt: at(-3600)() }, at(-3600));
  return { actor, app, recoveryCodes: recoveryCodes ?? [] };
}
const reasons = async (userId: string) =>
  (await world.db.signInAttempt.findMany({ where: { userId }, orderBy: { at: 'asc' } })).map(
    ({ allowed, reason, factor, way }) => ({ allowed, reason, factor, way }),
  );

describe('a correct password alone', () => {
  it("opens nothing: no session is created, and the ticket isn't accepted as one", async () => {
    const { actor } = await withApp();
    const before = await world.db.session.count({ where: { userId: actor.userId } });
    const ticket = await password(actor, at(0));
    expect(await world.db.session.count({ where: { userId: actor.userId } })).toBe(before);
    expect(await readSession(world.db, ticket, at(1)())).toBeNull();
    expect(ticket).not.toContain(actor.userId);
    expect((await reasons(actor.userId)).at(-1)).toEqual({
      allowed: false,
      reason: 'second_step_open',
      factor: null,
      way: 'password',
    });
  });

  it('is enough for a user without a second factor', async () => {
    const actor = await account();
    expect(await signInWithPassword(anonymous(at(0)), { email: actor.email, password: PASSWORD })).toMatchObject({
      kind: 'signed-in',
    });
  });
});

describe('an authenticator code', () => {
  it("is refused with the same message if wrong, expired, not yet valid, used, another account's, or a removed app's", async () => {
    const { actor, app } = await withApp();
    const other = await withApp();
    const ticket = await password(actor, at(0));
    const now = at(0)();
    expect(await refusal(code(ticket, app.wrongCode(now), at(0)))).toEqual(WRONG);
    expect(await refusal(code(ticket, other.app.code(now), at(0)))).toEqual(WRONG);
    expect(await refusal(code(ticket, app.code(at(-60)()), at(0)))).toEqual(WRONG);
    expect(await refusal(code(ticket, app.code(at(90)()), at(0)))).toEqual(WRONG);
    await code(ticket, app.code(now), at(0));

    const again = await password(actor, at(20));
    expect(await refusal(code(again, app.code(now), at(20)))).toEqual(WRONG);
    // The step before the used one is still within the clocks' tolerance, and refused too.
    expect(await refusal(code(again, app.code(at(-30)()), at(20)))).toEqual(WRONG);
    expect((await reasons(actor.userId)).map(({ reason }) => reason).slice(-2)).toEqual([
      'code_replayed',
      'code_replayed',
    ]);

    await addPasskey(actor);
    const { id } = await world.db.secondFactor.findFirstOrThrow({ where: { userId: actor.userId, kind: 'totp' } });
    await removeFactor(as(actor), { id });
    expect(await refusal(code(again, app.code(at(60)()), at(60)))).toEqual(WRONG);
  });

  it('signs in once, and the attempt records it', async () => {
    const { actor, app } = await withApp();
    const ticket = await password(actor, at(0));
    const { token } = await code(ticket, app.code(at(0)()), at(0));
    expect(await readSession(world.db, token, at(1)())).toMatchObject({ userId: actor.userId });
    expect((await reasons(actor.userId)).at(-1)).toEqual({
      allowed: true,
      reason: null,
      factor: 'totp',
      way: 'password',
    });
    // The ticket is used up, even for a code that would count.
    expect(await refusal(code(ticket, app.code(at(30)()), at(30)))).toEqual(OVER);
  });

  it('signs in only once if sent twice at the same time', async () => {
    const { actor, app } = await withApp();
    const tickets = await Promise.all([password(actor, at(0)), password(actor, at(0))]);
    const before = await world.db.session.count({ where: { userId: actor.userId } });
    const results = await Promise.allSettled(tickets.map((ticket) => code(ticket, app.code(at(0)()), at(0))));
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await world.db.session.count({ where: { userId: actor.userId } })).toBe(before + 1);
  });

  it('is stored encrypted: neither the secret nor a recovery code is readable in the database', async () => {
    const actor = await account();
    const { app, recoveryCodes } = await addTotp(actor);
    const row = await world.db.secondFactor.findFirstOrThrow({ where: { userId: actor.userId } });
    const stored = await world.db.recoveryCode.findMany({ where: { userId: actor.userId } });
    expect(row.totpSecret).toMatch(/^v1\./);
    expect(app.code(new Date())).toMatch(/^\d{6}$/);
    expect(recoveryCodes).toHaveLength(10);
    const text = JSON.stringify([row, stored], (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    for (const recoveryCode of recoveryCodes ?? []) {
      expect(text).not.toContain(recoveryCode);
      expect(text).not.toContain(recoveryCode.replaceAll('-', ''));
    }
  });
});

describe('wrong codes', () => {
  it('make the account wait longer each time, however many arrive at once, and the wait ends by itself', async () => {
    const { actor, app } = await withApp();
    const ticket = await password(actor, at(0));
    const guesses = await Promise.all(
      Array.from({ length: 12 }, () => refusal(code(ticket, app.wrongCode(at(0)()), at(0)))),
    );
    expect(guesses.filter((said) => JSON.stringify(said) === JSON.stringify(WRONG))).toHaveLength(5);
    expect(guesses.filter((said) => JSON.stringify(said).includes('RATE_LIMITED'))).toHaveLength(7);
    // A right code has to wait as well; otherwise guessing would go on.
    expect(await refusal(code(ticket, app.code(at(29)()), at(29)))).toMatchObject({ code: 'RATE_LIMITED' });
    expect(await refusal(code(ticket, app.wrongCode(at(31)()), at(31)))).toEqual(WRONG);
    expect(await refusal(code(ticket, app.code(at(90)()), at(90)))).toMatchObject({ code: 'RATE_LIMITED' });
    await code(ticket, app.code(at(92)()), at(92));
    expect(await world.db.user.findUniqueOrThrow({ where: { id: actor.userId } })).toMatchObject({
      failedCodes: 0,
      codeWaitUntil: null,
    });
    // What had to wait leaves no row.
    const rows = (await reasons(actor.userId)).filter(({ reason }) => reason === 'wrong_code');
    expect(rows).toHaveLength(6);
  });

  it("without a correct password aren't counted: a forged ticket costs no query", async () => {
    const { actor } = await withApp();
    const db = new Proxy(world.db, {
      get: () => {
        throw new Error('the database was asked');
      },
    });
    const ctx = deriveCtx(anonymous(at(0)), { db });
    for (const ticket of [undefined, '', 'x', `${actor.userId}.v1.k1.AAAA.BBBB`, 'a'.repeat(100_000)])
      expect(await refusal(verifyCode(ctx, { kind: 'totp', code: '123456', ticket, formerToken: null }))).toEqual(OVER);
    expect(await world.db.user.findUniqueOrThrow({ where: { id: actor.userId } })).toMatchObject({ failedCodes: 0 });
  });
});

describe('between the two steps', () => {
  it('the ticket expires after five minutes', async () => {
    const { actor, app } = await withApp();
    const ticket = await password(actor, at(0));
    expect(await refusal(code(ticket, app.code(at(301)()), at(301)))).toEqual(OVER);
  });

  it('disabling the user, a new password and a reset end the sign-in', async () => {
    const disabled = await withApp();
    const ticket = await password(disabled.actor, at(0));
    await disableUser(as(world.administrator.actor), { id: disabled.actor.userId });
    expect(await refusal(code(ticket, disabled.app.code(at(0)()), at(0)))).toEqual(OVER);
    expect((await reasons(disabled.actor.userId)).at(-1)).toMatchObject({ allowed: false, reason: 'user_disabled' });

    const changed = await withApp();
    const before = await password(changed.actor, at(0));
    await world.db.user.update({ where: { id: changed.actor.userId }, data: { passwordHash: 'scrypt$1$1$1$a$b' } });
    expect(await refusal(code(before, changed.app.code(at(0)()), at(0)))).toEqual(OVER);

    const reset = await withApp();
    const open = await password(reset.actor, at(0));
    await resetSecondFactor(as(world.administrator.actor), { id: reset.actor.userId });
    expect(await refusal(code(open, reset.app.code(at(0)()), at(0)))).toEqual(WRONG);
  });

  it("a set-up ticket isn't accepted for a code, nor the other way round", async () => {
    const { actor, app } = await withApp();
    const ticket = await password(actor, at(0));
    await expect(addTotp(actor, at(0), { by: 'sign-in', ticket })).rejects.toMatchObject({ key: 'second_step_over' });
    await world.db.user.update({
      where: { id: actor.userId },
      data: { isAdministrator: true, factorRequiredAt: at(-90 * 86_400)() },
    });
    await world.db.secondFactor.deleteMany({ where: { userId: actor.userId } });
    const enrolment = await password(actor, at(0));
    expect(await refusal(code(enrolment, app.code(at(0)()), at(0)))).toEqual(OVER);
  });
});

describe('recovery codes', () => {
  it('work once each, in any spelling, and show how many are left', async () => {
    const { actor, recoveryCodes } = await withApp();
    const [first = ''] = recoveryCodes;
    await recovery(await password(actor, at(0)), ` ${first.toLowerCase().replaceAll('-', ' ')} `, at(0));
    expect(await refusal(recovery(await password(actor, at(1)), first, at(1)))).toEqual(WRONG);
    expect(await world.db.recoveryCode.count({ where: { userId: actor.userId, usedAt: null } })).toBe(9);
    const entry = await world.db.historyEntry.findFirstOrThrow({
      where: { entityId: actor.userId, action: 'user.recovery-code-used' },
    });
    expect(entry).toMatchObject({ after: { recoveryCodesLeft: 9 } });
  });

  it('sign in only once if the same one is sent twice', async () => {
    const { actor, recoveryCodes } = await withApp();
    const [first = ''] = recoveryCodes;
    const tickets = await Promise.all([password(actor, at(0)), password(actor, at(0)), password(actor, at(0))]);
    const results = await Promise.allSettled(tickets.map((ticket) => recovery(ticket, first, at(0))));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it("of another account or a replaced set don't work", async () => {
    const { actor, recoveryCodes } = await withApp();
    const other = await withApp();
    const ticket = await password(actor, at(0));
    expect(await refusal(recovery(ticket, other.recoveryCodes[0] ?? '', at(0)))).toEqual(WRONG);
    const { recoveryCodes: renewed } = await createRecoveryCodes(as(actor));
    expect(await refusal(recovery(ticket, recoveryCodes[1] ?? '', at(0)))).toEqual(WRONG);
    await recovery(ticket, renewed[0] ?? '', at(0));
  });

  it('have 80 random bits', async () => {
    const { recoveryCodes } = await withApp();
    expect(new Set(recoveryCodes).size).toBe(10);
    for (const recoveryCode of recoveryCodes)
      expect(recoveryCode).toMatch(/^([A-HJ-NP-Z2-9]{4}-){3}[A-HJ-NP-Z2-9]{4}$/);
  });
});

describe('a passkey', () => {
  it("is refused with the same message: other origin, other site, other challenge, stolen, used, unknown, or another user's", async () => {
    const actor = await account();
    const { passkey } = await addPasskey(actor);
    const { options, challengeTicket } = await ask('first');
    for (const lies of [
      { origin: 'https://maker.example.com' },
      { origin: 'http://localhost:9999' },
      { origin: `${PUBLIC_URL}.evil.example` },
      { rpId: 'example.com' },
      { challenge: 'AAAA' },
      { type: 'webauthn.create' },
      { isVerified: false },
      { userHandle: Buffer.alloc(16).toString('base64url') },
    ])
      expect(await refusal(answer(challengeTicket, passkey.use(options, lies))), JSON.stringify(lies)).toEqual(REFUSED);
    const unknown = new SoftPasskey(PUBLIC_URL);
    unknown.create({ ...options, user: { id: '' } });
    expect(
      await refusal(answer(challengeTicket, { ...passkey.use(options), id: unknown.id, rawId: unknown.id })),
    ).toEqual(REFUSED);
    // Signed for one browser, presented in another, which asked for its own challenge, or for none.
    const stolen = passkey.use(options);
    expect(await refusal(answer((await ask('first')).challengeTicket, stolen))).toEqual(REFUSED);
    expect(await refusal(answer(undefined, stolen))).toEqual(OVER);
    expect(await refusal(answer(challengeTicket, stolen, undefined, () => new Date(Date.now() + 301_000)))).toEqual(
      OVER,
    );

    await answer(challengeTicket, stolen);
    expect(await refusal(answer(challengeTicket, stolen))).toEqual(REFUSED);
    expect(await refusal(answer(challengeTicket, passkey.use(options, { signCount: 7 })))).toEqual(REFUSED);
    // Nothing that was made up left a row; only the sign-in did.
    expect(await reasons(actor.userId)).toEqual([{ allowed: true, reason: null, factor: 'passkey', way: 'passkey' }]);
  });

  it('after a password must belong to the same account and sign-in', async () => {
    const actor = await account();
    const { passkey } = await addPasskey(actor);
    const other = await account();
    const { passkey: others } = await addPasskey(other);
    const ticket = await password(actor);
    const { options, challengeTicket } = await ask('second', ticket);
    expect(options.allowCredentials?.map(({ id }) => id)).toEqual([passkey.id]);
    expect(await refusal(answer(challengeTicket, others.use(options), ticket))).toEqual(REFUSED);
    expect(await refusal(answer(challengeTicket, passkey.use(options), await password(other)))).toEqual(OVER);
    expect(await refusal(answer(challengeTicket, passkey.use(options)))).toEqual(OVER);
    // Besides a password, a touch is enough.
    const { token } = await answer(challengeTicket, passkey.use(options, { isVerified: false }), ticket);
    expect(await readSession(world.db, token, new Date())).toMatchObject({ userId: actor.userId });
  });

  it('with a lower counter counts as copied: it is refused, and administrators are told', async () => {
    const actor = await account();
    const { passkey } = await addPasskey(actor);
    passkey.signCount = 5;
    let asked = await ask('first');
    await answer(asked.challengeTicket, passkey.use(asked.options));
    for (const signCount of [5, 4, 0]) {
      asked = await ask('first');
      expect(await refusal(answer(asked.challengeTicket, passkey.use(asked.options, { signCount })))).toEqual(REFUSED);
    }
    expect((await reasons(actor.userId)).at(-1)).toMatchObject({ allowed: false, reason: 'passkey_copied' });
    asked = await ask('first');
    await answer(asked.challengeTicket, passkey.use(asked.options, { signCount: 6 }));
  });

  it('is refused if removed, or if its user is disabled', async () => {
    const actor = await account();
    const { passkey, id } = await addPasskey(actor);
    const { options, challengeTicket } = await ask('first');
    await addTotp(actor);
    await removeFactor(as(actor), { id });
    expect(await refusal(answer(challengeTicket, passkey.use(options)))).toEqual(REFUSED);

    const disabled = await account();
    const { passkey: theirs } = await addPasskey(disabled);
    const asked = await ask('first');
    await disableUser(as(world.administrator.actor), { id: disabled.userId });
    expect(await refusal(answer(asked.challengeTicket, theirs.use(asked.options)))).toEqual(REFUSED);
    expect((await reasons(disabled.userId)).at(-1)).toMatchObject({ allowed: false, reason: 'user_disabled' });
  });

  it('requested anonymously leaves no row', async () => {
    const count = async () =>
      Promise.all([world.db.usedTicket.count(), world.db.signInAttempt.count(), world.db.rateLimit.count()]);
    const before = await count();
    await ask('first');
    expect(await count()).toEqual(before);
  });
});
