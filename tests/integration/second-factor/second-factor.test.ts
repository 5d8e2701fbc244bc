import { NextRequest } from 'next/server';
import { beforeEach, describe, expect, it } from 'vitest';
import { createSession } from '@/lib/services/sessions/create-session';
import { readSession } from '@/lib/services/sessions/read-session';
import { signInWithPassword } from '@/lib/services/sessions/sign-in-with-password';
import { confirmEnrolment } from '@/lib/services/second-factor/confirm-enrolment';
import { createRecoveryCodes } from '@/lib/services/second-factor/create-recovery-codes';
import { editFactor } from '@/lib/services/second-factor/edit-factor';
import {
  readPasskeyOffer,
  listOwnFactors,
  listUserFactors,
  readFactorDeadline,
} from '@/lib/services/second-factor/queries';
import { removeFactor } from '@/lib/services/second-factor/remove-factor';
import { resetSecondFactor } from '@/lib/services/second-factor/reset-second-factor';
import { startEnrolment } from '@/lib/services/second-factor/start-enrolment';
import { sweepExpired } from '@/lib/services/sweep/sweep-expired';
import { createRole } from '@/lib/services/roles/create-role';
import { editRole } from '@/lib/services/roles/edit-role';
import { editSettings } from '@/lib/services/settings/edit-settings';
import { loadSettings } from '@/lib/services/settings/load-settings';
import type { UserActor } from '@/lib/services/context';
import { readSessionToken } from '@/lib/web/session-token';
import { secondStepCookie } from '@/lib/web/ticket-cookies';
import { PUBLIC_URL, startWorld } from '../../support/connect-world';
import { SoftPasskey } from '../../support/passkey';
import { routeNamed } from '../../support/route-walk';
import { PASSWORD, refusal, secondFactorWorld } from '../../support/second-factor-world';

const { handler: postCode } = routeNamed('POST /api/sign-in/code');
const { handler: startRequired } = routeNamed('POST /api/sign-in/enrolment');
const world = await startWorld();
const { account, addPasskey, addTotp, anonymous, as, ask, code, password } = secondFactorWorld(world);
beforeEach(async () => {
  await world.db.rateLimit.deleteMany();
});

const DAY_S = 86_400;
const START = Date.now();
const at = (seconds: number) => () => new Date(START + seconds * 1000);
const STALE = { code: 'FORBIDDEN', key: 'sign_in_again', fields: undefined };
const later = (actor: UserActor) => ({ ...actor, signedInAt: new Date(Date.now() - 10 * 60_000) });
const actionsOf = async (userId: string) =>
  (await world.db.historyEntry.findMany({ where: { entityId: userId }, orderBy: { id: 'asc' } })).map(
    ({ action }) => action,
  );
const signIn = (actor: UserActor, now = at(0)) =>
  signInWithPassword(anonymous(now), { email: actor.email, password: PASSWORD });
const grace = async (days: number) => {
  const { version, ...settings } = await loadSettings(world.db);
  await editSettings(as(world.administrator.actor), { ...settings, secondFactorGraceDays: days, version });
};

describe('setting up', () => {
  it('requires a password and a recent sign-in, like removing a factor and new codes', async () => {
    const { actor: agent } = await world.person();
    expect(await refusal(startEnrolment(as(agent), { by: 'session' }, { kind: 'totp' }))).toMatchObject({
      key: 'second_factor_needs_password',
    });
    const actor = await account();
    const { id } = await addTotp(actor);
    const stale = as(later(actor));
    expect(await refusal(startEnrolment(stale, { by: 'session' }, { kind: 'totp' }))).toEqual(STALE);
    expect(await refusal(startEnrolment(stale, { by: 'session' }, { kind: 'passkey' }))).toEqual(STALE);
    expect(await refusal(removeFactor(stale, { id }))).toEqual(STALE);
    expect(await refusal(createRecoveryCodes(stale))).toEqual(STALE);
    await editFactor(stale, { id, name: 'Old phone' });
  });

  it("is completed once, in the session that started it, with the app's code", async () => {
    const actor = await account();
    const other = await account();
    const second = await world.db.$transaction((tx) =>
      createSession(world.ctx(), tx, { userId: actor.userId, connectorId: null }),
    );
    const elsewhere = await readSession(world.db, second.token, new Date());
    const started = await startEnrolment(as(actor), { by: 'session' }, { kind: 'totp' });
    if (started.kind !== 'totp' || !elsewhere) throw new Error('not an app');
    const confirm = (by: UserActor, ticket = started.ticket, digits = '000000') =>
      refusal(confirmEnrolment(as(by), { by: 'session' }, { kind: 'totp', ticket, name: 'Phone', code: digits }));
    expect(await confirm(other)).toMatchObject({ key: 'enrolment_over' });
    expect(await confirm(elsewhere)).toMatchObject({ key: 'enrolment_over' });
    expect(await confirm(actor, `${started.ticket}x`)).toMatchObject({ key: 'enrolment_over' });
    expect(await confirm(actor)).toMatchObject({ fields: { code: { key: 'wrong_code' } } });
    expect(await world.db.secondFactor.count({ where: { userId: actor.userId } })).toBe(0);

    const { ticket, app } = await addTotp(actor);
    expect(await confirm(actor, ticket, app.code(new Date()))).toMatchObject({ key: 'enrolment_over' });
    expect(await world.db.secondFactor.count({ where: { userId: actor.userId } })).toBe(1);
    // The sessions that started without it are over; its own goes on.
    expect(await readSession(world.db, second.token, new Date())).toBeNull();
    expect((await listOwnFactors(as(actor))).recoveryCodesLeft).toBe(10);
  });

  it('uses up the code that confirmed it', async () => {
    const actor = await account();
    const { app } = await addTotp(actor, at(0));
    expect(await refusal(code(await password(actor, at(1)), app.code(at(0)()), at(1)))).toMatchObject({
      fields: { code: { key: 'wrong_code' } },
    });
  });

  it('refuses a passkey from another site or with another challenge, and one that was already added', async () => {
    const actor = await account();
    const passkey = new SoftPasskey(PUBLIC_URL);
    const started = await startEnrolment(as(actor), { by: 'session' }, { kind: 'passkey' });
    if (started.kind !== 'passkey') throw new Error('not a passkey');
    const confirm = (lies: Parameters<SoftPasskey['create']>[1]) =>
      refusal(
        confirmEnrolment(
          as(actor),
          { by: 'session' },
          { kind: 'passkey', ticket: started.ticket, name: 'Key', response: passkey.create(started.options, lies) },
        ),
      );
    for (const lies of [{ origin: 'https://evil.example' }, { rpId: 'evil.example' }, { challenge: 'AAAA' }])
      expect(await confirm(lies), JSON.stringify(lies)).toMatchObject({ key: 'passkey_refused' });
    await addPasskey(actor, passkey);
    expect(await refusal(addPasskey(actor, passkey))).toMatchObject({ code: 'CONFLICT' });
    const again = await startEnrolment(as(actor), { by: 'session' }, { kind: 'passkey' });
    expect(again.kind === 'passkey' && again.options.excludeCredentials?.map(({ id }) => id)).toEqual([passkey.id]);
  });

  it('refuses passkeys on an IP address, and says why', async () => {
    const actor = await account();
    const ctx = as(actor);
    ctx.config.publicUrl = 'http://192.168.1.20:3000';
    expect(await refusal(startEnrolment(ctx, { by: 'session' }, { kind: 'passkey' }))).toMatchObject({
      key: 'passkeys_ip_address',
    });
    expect(await readPasskeyOffer(ctx)).toBe(false);
  });

  it('stops at ten factors', async () => {
    const actor = await account();
    for (let index = 0; index < 10; index += 1) await addPasskey(actor);
    expect(await refusal(startEnrolment(as(actor), { by: 'session' }, { kind: 'totp' }))).toMatchObject({
      key: 'factors_full',
    });
  });
});

describe("a user's own factors", () => {
  it('can only be renamed and removed by their owner; the history shows it without secrets', async () => {
    const actor = await account();
    const { id, app } = await addTotp(actor);
    const other = await account();
    expect(await refusal(editFactor(as(other), { id, name: 'Mine' }))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusal(removeFactor(as(other), { id }))).toMatchObject({ code: 'NOT_FOUND' });
    await editFactor(as(actor), { id, name: 'Old phone' });
    await createRecoveryCodes(as(actor));
    await removeFactor(as(actor), { id });
    expect(await actionsOf(actor.userId)).toEqual([
      'user.factor-added',
      'user.factor-renamed',
      'user.recovery-codes-created',
      'user.factor-removed',
    ]);
    expect(await world.db.recoveryCode.count({ where: { userId: actor.userId } })).toBe(0);
    expect(await refusal(createRecoveryCodes(as(actor)))).toMatchObject({ key: 'no_second_factor' });
    expect(app).toBeDefined();
    expect(await signIn(actor, () => new Date())).toMatchObject({ kind: 'signed-in' });
  });

  it('include at least one if the role requires it', async () => {
    const actor = await account({ isAdministrator: true });
    const { id } = await addTotp(actor);
    expect(await refusal(removeFactor(as(actor), { id }))).toMatchObject({ key: 'second_factor_required' });
    await addPasskey(actor);
    await removeFactor(as(actor), { id });
  });
});

describe('a reset', () => {
  it('requires permission to manage the user and a recent sign-in, and is never for oneself', async () => {
    const actor = await account();
    await addTotp(actor);
    const { actor: manager } = await world.person({ permissions: ['users.access', 'users.modify'] });
    const boss = await account({ isAdministrator: true });
    await addTotp(boss);
    expect(await refusal(resetSecondFactor(as(manager), { id: boss.userId }))).toMatchObject({
      key: 'administrators_only',
    });
    expect(await refusal(resetSecondFactor(as(later(manager)), { id: actor.userId }))).toEqual(STALE);
    expect(await refusal(resetSecondFactor(as(boss), { id: boss.userId }))).toMatchObject({ key: 'own_second_factor' });
    expect(await refusal(resetSecondFactor(as(actor), { id: boss.userId }))).toMatchObject({ code: 'FORBIDDEN' });

    const { token } = await world.db.$transaction((tx) =>
      createSession(world.ctx(), tx, { userId: actor.userId, connectorId: null }),
    );
    await resetSecondFactor(as(manager), { id: actor.userId });
    expect(await readSession(world.db, token, new Date())).toBeNull();
    expect((await listUserFactors(as(manager), { userId: actor.userId })).items).toEqual([]);
    expect(await world.db.recoveryCode.count({ where: { userId: actor.userId } })).toBe(0);
    expect((await actionsOf(actor.userId)).at(-1)).toBe('user.second-factor-reset');
    expect(await signIn(actor, () => new Date())).toMatchObject({ kind: 'signed-in' });
  });
});

describe('where a role requires a second factor', () => {
  it('the grace period starts with the first sign-in, and ends only when a factor is set up', async () => {
    await grace(14);
    const actor = await account({ permissions: ['users.access', 'users.modify'] });
    expect(await readFactorDeadline(as(actor))).toBeNull();
    expect(await signIn(actor, at(0))).toMatchObject({ kind: 'signed-in' });
    expect(await readFactorDeadline(as(actor))).toEqual(at(14 * DAY_S)());
    expect(await signIn(actor, at(14 * DAY_S - 1))).toMatchObject({ kind: 'signed-in' });
    const over = await signIn(actor, at(14 * DAY_S));
    expect(over).toMatchObject({ kind: 'second-step' });

    const now = at(14 * DAY_S);
    const ticket = await password(actor, now);
    const before = await world.db.session.count({ where: { userId: actor.userId, revokedAt: null } });
    const { token, recoveryCodes } = await addTotp(actor, now, { by: 'sign-in', ticket });
    expect(recoveryCodes).toHaveLength(10);
    expect(before).toBeGreaterThan(0);
    // The sessions of the grace period are over; the one that starts now is the only one.
    expect(await world.db.session.count({ where: { userId: actor.userId, revokedAt: null } })).toBe(1);
    expect(await readSession(world.db, token ?? '', now())).toMatchObject({ userId: actor.userId });
    await expect(addTotp(actor, now, { by: 'sign-in', ticket })).rejects.toMatchObject({ key: 'second_step_over' });
    expect((await world.db.signInAttempt.findFirst({ where: { userId: actor.userId, factor: 'totp' } }))?.allowed).toBe(
      true,
    );
  });

  it('a requirement that is taken away and given back starts no new period', async () => {
    const actor = await account({ permissions: ['users.modify'] });
    await signIn(actor, at(0));
    const { roleId } = await world.db.user.findUniqueOrThrow({ where: { id: actor.userId } });
    await world.db.role.update({ where: { id: roleId }, data: { factorRule: 'optional' } });
    expect(await signIn(actor, at(20 * DAY_S))).toMatchObject({ kind: 'signed-in' });
    await world.db.role.update({ where: { id: roleId }, data: { factorRule: 'required' } });
    expect(await signIn(actor, at(13 * DAY_S))).toMatchObject({ kind: 'signed-in' });
    expect(await readFactorDeadline(as(actor))).toEqual(at(14 * DAY_S)());
    expect(await signIn(actor, at(30 * DAY_S))).toMatchObject({ kind: 'second-step' });
  });

  it('the setting defines the grace period; 0 days means none', async () => {
    await grace(0);
    const actor = await account({ isAdministrator: true });
    expect(await signIn(actor, at(0))).toMatchObject({ kind: 'second-step' });
    await grace(14);
    expect(await signIn(actor, at(1))).toMatchObject({ kind: 'signed-in' });
  });

  it('a reset after the grace period leads straight to set-up', async () => {
    const actor = await account({ isAdministrator: true });
    await signIn(actor, at(-30 * DAY_S));
    await addTotp(actor);
    await resetSecondFactor(as(world.administrator.actor), { id: actor.userId });
    expect(await signIn(actor, at(0))).toMatchObject({ kind: 'second-step' });
  });

  it("users who signed in through a connector aren't reminded", async () => {
    const actor = await account({ isAdministrator: true });
    await signIn(actor, at(0));
    expect(await readFactorDeadline(as(actor))).not.toBeNull();
    const method = await world.method();
    const connector = await world.db.ssoConnector.create({
      data: { name: 'SSO', reference: 'sso', authMethodId: method },
    });
    await world.db.session.update({ where: { id: actor.sessionId }, data: { connectorId: connector.id } });
    expect(await readFactorDeadline(as(actor))).toBeNull();
  });

  it("only users with all of a role's permissions can change its requirement", async () => {
    const strong = await createRole(as(world.administrator.actor), {
      name: 'Strong',
      description: '',
      permissions: ['users.access', 'users.modify', 'roles.access', 'roles.modify'],
    });
    const { actor: weak } = await world.person({ permissions: ['roles.access', 'roles.modify'] });
    const edit = (actor: UserActor, factorRule: 'optional' | 'required', version: number, roleId = strong.id) =>
      editRole(as(actor), {
        id: roleId,
        name: 'Strong',
        description: '',
        permissions: ['users.access', 'users.modify', 'roles.access', 'roles.modify'],
        factorRule,
        version,
      });
    expect(await refusal(edit(weak, 'optional', 1))).toMatchObject({ key: 'factor_rule_beyond_own' });
    const { actor: equal } = await world.person({
      permissions: ['users.access', 'users.modify', 'roles.access', 'roles.modify'],
    });
    await edit(equal, 'optional', 1);
    // Once an administrator has the role, only administrators decide.
    await world.db.user.update({ where: { id: world.administrator.actor.userId }, data: { roleId: strong.id } });
    expect(await refusal(edit(equal, 'required', 2))).toMatchObject({ key: 'factor_rule_beyond_own' });
    await edit(world.administrator.actor, 'required', 2);
  });
});

describe('over HTTP', () => {
  const cookiesOf = (response: Response) =>
    response.headers.getSetCookie().map((line) => line.slice(0, line.indexOf(';')));
  const send = (path: string, body: BodyInit, headers: Record<string, string>) =>
    new NextRequest(`${PUBLIC_URL}${path}`, {
      method: 'POST',
      body,
      headers: { origin: PUBLIC_URL, 'sec-fetch-site': 'same-origin', 'x-maker-client-ip': '192.0.2.1', ...headers },
    });

  const noParams = { params: Promise.resolve({}) };

  it('a correct password sets a ticket in a cookie, and the code exchanges it for a session, once', async () => {
    const actor = await account();
    const { app } = await addTotp({ ...actor, signedInAt: at(-3600)() }, at(-3600));
    const step = secondStepCookie(await password(actor));
    expect(step).toMatch(/^maker\.step=/);
    expect(step).toMatch(/Max-Age=300/);
    expect(step).toMatch(/HttpOnly/i);
    expect(step).toMatch(/SameSite=lax/i);
    const cookie = step.slice(0, step.indexOf(';'));

    const json = { 'content-type': 'application/json', cookie };
    const start = await startRequired(send('/api/sign-in/enrolment', '{"kind":"totp"}', json), noParams);
    expect(start.status).toBe(412);
    const body = JSON.stringify({ kind: 'totp', code: app.code(new Date()) });
    const strange = await postCode(
      send('/api/sign-in/code', body, { ...json, origin: 'https://evil.example' }),
      noParams,
    );
    expect(strange.status).toBe(403);
    const done = await postCode(send('/api/sign-in/code', body, json), noParams);
    expect(done.status).toBe(204);
    const session = cookiesOf(done).find((pair) => pair.startsWith('maker.session=')) ?? '';
    const token = await readSessionToken(session.slice(session.indexOf('=') + 1));
    expect(await readSession(world.db, token ?? '', new Date())).toMatchObject({ userId: actor.userId });
    expect(done.headers.getSetCookie().find((line) => line.startsWith('maker.step='))).toMatch(/Max-Age=0|1970/);
    // A code that would count, with the ticket that is used up.
    const next = JSON.stringify({ kind: 'totp', code: app.code(new Date(Date.now() + 30_000)) });
    const repeated = await postCode(send('/api/sign-in/code', next, json), noParams);
    expect(repeated.status).toBe(412);
  });
});

describe('used tickets', () => {
  it('are deleted a day after their expiry', async () => {
    await world.db.usedTicket.deleteMany();
    const actor = await account();
    await addTotp(actor);
    const { challengeTicket } = await ask('first');
    expect(challengeTicket).toBeTruthy();
    expect(await world.db.usedTicket.count()).toBe(1);
    await sweepExpired(world.ctx({ kind: 'system', name: 'sweep' }));
    expect(await world.db.usedTicket.count()).toBe(1);
    await sweepExpired(world.ctx({ kind: 'system', name: 'sweep' }, () => new Date(Date.now() + 2 * DAY_S * 1000)));
    expect(await world.db.usedTicket.count()).toBe(0);
  });
});
