import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '@/lib/domain/base/app-error';
import { deriveCtx } from '@/lib/services/context';
import { cancelActivation } from '@/lib/services/auth-methods/cancel-activation';
import { confirmPortalReplacement } from '@/lib/services/auth-methods/confirm-portal-replacement';
import { deactivateMethod } from '@/lib/services/auth-methods/deactivate-method';
import { editMethod } from '@/lib/services/auth-methods/edit-method';
import { getAccessToken } from '@/lib/services/connections/get-access-token';
import { listMethods, readMethod } from '@/lib/services/auth-methods/queries';
import { readActivation } from '@/lib/services/auth-methods/read-activation';
import { startActivation } from '@/lib/services/auth-methods/start-activation';
import { createSession } from '@/lib/services/sessions/create-session';
import {
  activatedMethod,
  HARBOR,
  LUMEN,
  PUBLIC_URL,
  SandboxRefusal,
  startWorld,
  startActivationFlow,
} from '../../support/connect-world';

const world = await startWorld();
beforeEach(async () => {
  await world.db.rateLimit.deleteMany();
  await world.control('DELETE', '/faults');
});

const admin = () => world.ctx(world.administrator.actor);
const stateOf = async (id: string) => {
  const { status, disabledReason, refusal, portal } = await readMethod(admin(), { id });
  return { status, disabledReason, refusal, portal };
};
const comeBack = async (location: string) => (await world.administrator.browser.get(location)).headers.get('location');

describe('a failed activation leaves the method disabled, with the reason', () => {
  it('on a method that was never activated', async () => {
    expect(await stateOf(await world.method())).toEqual({
      status: 'disabled',
      disabledReason: 'never_activated',
      refusal: null,
      portal: null,
    });
  });

  it('consent refused', async () => {
    const id = await world.method();
    const flow = await startActivationFlow(world, id, { decision: 'cancel' });
    expect((await stateOf(id)).status).toBe('activating');
    expect(await comeBack(flow.location)).toBe(`${PUBLIC_URL}/connect/activation/${flow.transactionId}`);
    expect(await stateOf(id)).toEqual({
      status: 'disabled',
      disabledReason: 'consent_refused',
      refusal: 'consent_refused',
      portal: null,
    });
    expect((await readActivation(admin(), flow)).progress).toMatchObject({
      kind: 'refused',
      reason: 'consent_refused',
    });
  });

  it('another provider error', async () => {
    const id = await world.method();
    const flow = await startActivationFlow(world, id, { decision: 'cancel' });
    await comeBack(flow.location.replace('error=access_denied', 'error=server_error'));
    expect(await stateOf(id)).toMatchObject({
      status: 'disabled',
      disabledReason: 'never_activated',
      refusal: 'provider_error',
    });
  });

  it('S-06: an app other than the App ID', async () => {
    const id = await world.method();
    await world.db.authMethod.update({ where: { id }, data: { environment: '999' } });
    await comeBack((await startActivationFlow(world, id)).location);
    expect(await stateOf(id)).toMatchObject({ status: 'disabled', refusal: 'wrong_app', portal: null });
    expect(await world.db.authGrant.count({ where: { authMethodId: id } })).toBe(0);
  });

  it("S-06: a required scope that wasn't granted", async () => {
    const id = await world.method();
    const flow = await startActivationFlow(world, id);
    // Between consent and exchange somebody asks for more; the answer falls short of what the method needs now.
    await world.db.authMethod.update({
      where: { id },
      data: { requiredScopes: ['oauth', 'tickets', 'crm.objects.leads.read'] },
    });
    await comeBack(flow.location);
    expect(await stateOf(id)).toMatchObject({
      status: 'disabled',
      disabledReason: 'scope_missing',
      refusal: 'scope_missing',
      portal: null,
    });
    expect((await readActivation(admin(), flow)).progress).toMatchObject({
      kind: 'refused',
      reason: 'scope_missing',
      missingScopes: ['crm.objects.leads.read'],
    });
  });

  it('a scope list that is not the app’s: HubSpot shows its own page and doesn’t redirect', async () => {
    const id = await world.method();
    await world.db.authMethod.update({ where: { id }, data: { requiredScopes: ['oauth', 'crm.objects.leads.read'] } });
    await expect(startActivationFlow(world, id)).rejects.toBeInstanceOf(SandboxRefusal);
    expect((await stateOf(id)).status).toBe('activating');

    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10 * 60_000 + 1000 });
    try {
      expect(await stateOf(id)).toMatchObject({
        status: 'disabled',
        disabledReason: 'never_activated',
        refusal: 'expired',
      });
    } finally {
      vi.useRealTimers();
    }
  });

  it('a wrong client secret', async () => {
    const id = await world.method();
    const { version, requiredScopes, optionalScopes, name, environment, clientId } = await readMethod(admin(), { id });
    await editMethod(admin(), {
      id,
      version,
      name,
      environment,
      clientId,
      clientSecret: 'not-the-secret',
      requiredScopes,
      optionalScopes,
    });
    await comeBack((await startActivationFlow(world, id)).location);
    expect(await stateOf(id)).toMatchObject({ status: 'disabled', refusal: 'credentials_refused' });
  });

  it('a code that expired at the provider', async () => {
    const id = await world.method();
    const flow = await startActivationFlow(world, id);
    await world.control('POST', '/clock', { advanceMs: 120_000 });
    await comeBack(flow.location);
    expect(await stateOf(id)).toMatchObject({ status: 'disabled', refusal: 'code_refused' });
  });

  it.each([
    ['the token endpoint fails', { path: '/oauth/2026-09/token', status: 503 }],
    ['the introspection fails', { path: '/oauth/2026-09/token/introspect', status: 500 }],
    ['the account’s details fail', { path: '/account-info/2026-09/details', status: 502 }],
    [
      'the token endpoint sends a page instead of JSON',
      { path: '/oauth/2026-09/token', status: 200, html: '<h1>Maintenance</h1>' },
    ],
  ])('%s', async (_name, fault) => {
    const id = await world.method();
    const flow = await startActivationFlow(world, id);
    await world.control('POST', '/faults', { times: 1, when: 'before', ...fault });
    await comeBack(flow.location);
    expect(await stateOf(id)).toMatchObject({ status: 'disabled', refusal: 'provider_unavailable', portal: null });
  });

  it('the method was changed in the meantime', async () => {
    const id = await world.method();
    const flow = await startActivationFlow(world, id);
    const { version, requiredScopes, optionalScopes, environment, clientId } = await readMethod(admin(), { id });
    await editMethod(admin(), {
      id,
      version,
      name: 'Renamed meanwhile',
      environment,
      clientId,
      requiredScopes,
      optionalScopes,
    });
    world.calls.forget();
    await comeBack(flow.location);
    expect(await stateOf(id)).toMatchObject({ status: 'disabled', refusal: 'method_changed' });
    expect(world.calls.all()).toEqual([]);
  });

  it('the window was closed and the activation cancelled; a late response is ignored', async () => {
    const id = await world.method();
    const flow = await startActivationFlow(world, id);
    await cancelActivation(admin(), flow);
    expect(await stateOf(id)).toMatchObject({ status: 'disabled', refusal: 'popup_closed' });
    expect(await comeBack(flow.location)).toBe(`${PUBLIC_URL}/connect/not-for-this-request`);
    expect(await stateOf(id)).toMatchObject({ status: 'disabled', refusal: 'popup_closed' });
  });

  it("a method without a secret can't start", async () => {
    const id = await world.method();
    await world.db.authMethod.update({ where: { id }, data: { clientSecret: null } });
    await expect(startActivation(admin(), { id })).rejects.toMatchObject({
      code: 'PRECONDITION_FAILED',
      key: 'method_without_secret',
    });
  });

  it('each failure is recorded in the history', async () => {
    const entries = await world.db.historyEntry.findMany({ where: { action: 'auth-method.activation-refused' } });
    const reasons = new Set(entries.map(({ after }) => JSON.stringify(after).replace(/.*"reason":"(\w+)".*/, '$1')));
    expect([...reasons].sort()).toEqual([
      'code_refused',
      'consent_refused',
      'credentials_refused',
      'method_changed',
      'popup_closed',
      'provider_error',
      'provider_unavailable',
      'scope_missing',
      'wrong_app',
    ]);
  });
});

describe('a successful activation', () => {
  it('stores the account, sealed tokens and who activated it', async () => {
    const id = await activatedMethod(world);
    const method = await readMethod(admin(), { id });
    expect(method).toMatchObject({
      status: 'enabled',
      disabledReason: null,
      refusal: null,
      portal: { id: String(LUMEN.portalId), name: LUMEN.name },
      installerEmail: LUMEN.admin,
      activatedBy: world.administrator.actor.name,
      token: { failures: 0, lastFailure: null },
    });
    expect(method.grantedScopes).toEqual(expect.arrayContaining(method.requiredScopes));
    const grant = await world.db.authGrant.findUniqueOrThrow({ where: { authMethodId: id } });
    expect(grant.accessToken).toMatch(/^v1\.k1\./);
    expect(grant.refreshToken).toMatch(/^v1\.k1\./);
    const history = await world.db.historyEntry.findMany({
      where: { entityId: id },
      orderBy: { at: 'asc' },
      select: { action: true },
    });
    expect(history.map(({ action }) => action)).toEqual([
      'auth-method.created',
      'auth-method.activation-started',
      'auth-method.activated',
    ]);
  });

  it('an account without a name is shown by its domain', async () => {
    const id = await world.method();
    await comeBack((await startActivationFlow(world, id, { portalId: HARBOR.portalId })).location);
    expect((await stateOf(id)).portal).toEqual({ id: String(HARBOR.portalId), name: HARBOR.domain });
  });

  it('S-24: the database contains no secret or token in plain text', async () => {
    const id = await activatedMethod(world);
    const { accessToken } = await getAccessToken(admin(), { authMethodId: id });
    const tables = await world.db.$queryRaw<
      { name: string }[]
    >`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`;
    const dump: string[] = [];
    for (const { name } of tables)
      dump.push(JSON.stringify(await world.db.$queryRawUnsafe(`SELECT row_to_json(t)::text FROM "${name}" t`)));
    const whole = dump.join('\n');
    expect(whole).toContain(world.app.clientId);
    expect(whole).not.toContain(world.app.clientSecret);
    expect(whole).not.toContain(accessToken);
    expect(world.logs()).not.toContain(accessToken);
  });

  it('S-20: a sealed token opens only in its own row', async () => {
    const id = await activatedMethod(world);
    const other = await activatedMethod(world);
    const stolen = await world.db.authGrant.findUniqueOrThrow({ where: { authMethodId: id } });
    await world.db.authGrant.update({ where: { authMethodId: other }, data: { accessToken: stolen.accessToken } });
    await expect(getAccessToken(admin(), { authMethodId: other })).rejects.toThrow(/could not be opened/);
  });

  it('a new activation changes nothing until it succeeds', async () => {
    const id = await activatedMethod(world);
    const before = await stateOf(id);
    const flow = await startActivationFlow(world, id, { decision: 'cancel' });
    expect(await stateOf(id)).toEqual(before);
    await comeBack(flow.location);
    expect(await stateOf(id)).toEqual(before);
    expect((await readActivation(admin(), flow)).progress).toMatchObject({
      kind: 'refused',
      reason: 'consent_refused',
    });
    await expect(getAccessToken(admin(), { authMethodId: id })).resolves.toBeDefined();
  });

  it("in the sandbox doesn't count for the real HubSpot", async () => {
    const id = await activatedMethod(world);
    const live = deriveCtx(admin(), { config: { ...admin().config, hubspotMode: 'live' } });
    expect(await readMethod(live, { id })).toMatchObject({ status: 'disabled', disabledReason: 'other_mode' });
    const { items } = await listMethods(live, { status: 'disabled' });
    expect(items.map((item) => item.id)).toContain(id);
    await expect(getAccessToken(live, { authMethodId: id })).rejects.toMatchObject({
      code: 'PRECONDITION_FAILED',
      key: 'method_disabled',
    });
  });
});

describe('S-06: a different account', () => {
  async function waiting() {
    const id = await activatedMethod(world);
    const { method } = { method: await readMethod(admin(), { id }) };
    const connector = await world.db.ssoConnector.create({
      data: { name: `SSO ${id}`, reference: `sso-${id}`, authMethodId: id },
    });
    const crm = await world.db.crm.create({
      data: { name: `CRM ${id}`, reference: `crm-${id}`, type: 'hubspot', authMethodId: id },
    });
    const token = await getAccessToken(admin(), { authMethodId: id });
    const flow = await startActivationFlow(world, id, { portalId: HARBOR.portalId });
    await comeBack(flow.location);
    return { id, method, connector, crm, token, flow };
  }

  it('changes nothing until it is confirmed, and lists what depends on it', async () => {
    const { id, method, connector, crm, token, flow } = await waiting();
    expect(await stateOf(id)).toMatchObject({ status: 'enabled', portal: { id: String(LUMEN.portalId) } });
    expect((await getAccessToken(admin(), { authMethodId: id })).accessToken).toBe(token.accessToken);
    const { progress } = await readActivation(admin(), flow);
    expect(progress).toMatchObject({
      kind: 'awaiting_confirmation',
      from: method.portal,
      to: { id: String(HARBOR.portalId), name: HARBOR.domain },
      dependents: [
        { entityType: 'crm', id: crm.id },
        { entityType: 'sso-connector', id: connector.id },
      ],
    });
    const row = await world.db.oAuthTransaction.findUniqueOrThrow({ where: { id: flow.transactionId } });
    expect(row.pending).toMatch(/^v1\.k1\./);
    expect(JSON.stringify(row.detail)).not.toContain('token');
  });

  it('confirmed: the account is replaced, and users linked with the old one are unlinked and signed out', async () => {
    const { id, connector, token, flow } = await waiting();
    const agent = await world.person({ connectorId: connector.id });
    await world.db.ssoIdentity.create({
      data: {
        connectorId: connector.id,
        authMethodId: id,
        portalId: String(LUMEN.portalId),
        providerUserId: '1',
        userId: agent.actor.userId,
        emailWhenLinked: agent.actor.email,
      },
    });
    const through = await world.db.$transaction((tx) =>
      createSession(world.ctx(), tx, { userId: agent.actor.userId, connectorId: connector.id }),
    );

    await confirmPortalReplacement(admin(), { ...flow, accept: true });
    expect(await stateOf(id)).toMatchObject({ status: 'enabled', portal: { id: String(HARBOR.portalId) } });
    const now = await getAccessToken(admin(), { authMethodId: id });
    expect(now.accessToken).not.toBe(token.accessToken);
    expect(now.tokenVersion).toBe(token.tokenVersion + 1);
    expect(await world.db.ssoIdentity.count({ where: { connectorId: connector.id } })).toBe(0);
    expect(await world.db.session.findUniqueOrThrow({ where: { id: through.sessionId } })).toMatchObject({
      revokedReason: 'portal_replaced',
    });
    expect(await world.db.session.findUniqueOrThrow({ where: { id: agent.actor.sessionId } })).toMatchObject({
      revokedAt: null,
    });
    expect(await world.db.oAuthTransaction.findUniqueOrThrow({ where: { id: flow.transactionId } })).toMatchObject({
      outcome: 'succeeded',
      pending: null,
    });
    const entry = await world.db.historyEntry.findFirstOrThrow({
      where: { entityId: id, action: 'auth-method.portal-replaced' },
    });
    expect(entry.before).toMatchObject({ portalId: String(LUMEN.portalId) });
    expect(entry.after).toMatchObject({ portalId: String(HARBOR.portalId), unlinkedIdentities: 1, endedSessions: 1 });
    await expect(confirmPortalReplacement(admin(), { ...flow, accept: true })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('declined: nothing changes and the tokens are deleted', async () => {
    const { id, token, flow } = await waiting();
    await confirmPortalReplacement(admin(), { ...flow, accept: false });
    expect(await stateOf(id)).toMatchObject({ status: 'enabled', portal: { id: String(LUMEN.portalId) } });
    expect((await getAccessToken(admin(), { authMethodId: id })).accessToken).toBe(token.accessToken);
    expect(await world.db.oAuthTransaction.findUniqueOrThrow({ where: { id: flow.transactionId } })).toMatchObject({
      outcome: 'refused',
      reason: 'wrong_portal',
      pending: null,
    });
  });

  it('can be confirmed once, in time, by the user and session that started it', async () => {
    const { id, flow } = await waiting();
    const other = await world.person({ isAdministrator: true });
    await expect(confirmPortalReplacement(world.ctx(other.actor), { ...flow, accept: true })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(
      confirmPortalReplacement(world.ctx({ ...world.administrator.actor, sessionId: other.actor.sessionId }), {
        ...flow,
        accept: true,
      }),
    ).rejects.toBeInstanceOf(AppError);
    const later = () => new Date(Date.now() + 10 * 60_000 + 1000);
    const stillHere = { ...world.administrator.actor, signedInAt: later() };
    await expect(
      confirmPortalReplacement(world.ctx(stillHere, later), { ...flow, accept: true }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await readActivation(world.ctx(world.administrator.actor, later), flow)).progress).toMatchObject({
      kind: 'refused',
      reason: 'expired',
    });

    const both = await Promise.allSettled(
      [1, 2].map(() => confirmPortalReplacement(admin(), { ...flow, accept: true })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await stateOf(id)).portal?.id).toBe(String(HARBOR.portalId));
  });

  it('is decided once if confirmed and refused at the same time, and the loser is told', async () => {
    for (const order of [
      [true, false],
      [false, true],
    ]) {
      const { id, flow } = await waiting();
      const before = (await stateOf(id)).portal?.id;
      const ends = await Promise.allSettled(
        order.map((accept) => confirmPortalReplacement(admin(), { ...flow, accept })),
      );
      const accepted = ends.findIndex(({ status }) => status === 'fulfilled');
      expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(ends.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { key: 'replacement_over' } });
      const after = order[accepted] === true ? String(HARBOR.portalId) : before;
      expect((await stateOf(id)).portal?.id).toBe(after);
      const outcome = order[accepted] === true ? 'succeeded' : 'refused';
      expect(await world.db.oAuthTransaction.findUnique({ where: { id: flow.transactionId } })).toMatchObject({
        outcome,
        pending: null,
      });
    }
  });

  it('unconfirmed tokens are deleted at the next start', async () => {
    const { flow, id } = await waiting();
    await world.db.oAuthTransaction.update({
      where: { id: flow.transactionId },
      data: { expiresAt: new Date(Date.now() - 1) },
    });
    await startActivation(admin(), { id });
    expect(await world.db.oAuthTransaction.findUniqueOrThrow({ where: { id: flow.transactionId } })).toMatchObject({
      outcome: 'refused',
      reason: 'expired',
      pending: null,
    });
  });
});

describe('deactivation', () => {
  it('deletes the tokens, remembers the account, and ends the sessions started with it', async () => {
    const id = await activatedMethod(world);
    const connector = await world.db.ssoConnector.create({
      data: { name: `Off ${id}`, reference: `off-${id}`, authMethodId: id },
    });
    const agent = await world.person({ connectorId: connector.id });
    const { sessionId } = await world.db.$transaction((tx) =>
      createSession(world.ctx(), tx, { userId: agent.actor.userId, connectorId: connector.id }),
    );
    const { version } = await readMethod(admin(), { id });
    world.calls.forget();

    expect(await deactivateMethod(admin(), { id, version })).toMatchObject({ endedSessions: 1 });
    expect(await stateOf(id)).toMatchObject({
      status: 'disabled',
      disabledReason: 'turned_off',
      refusal: null,
      portal: { id: String(LUMEN.portalId) },
    });
    expect(await world.db.authGrant.count({ where: { authMethodId: id } })).toBe(0);
    expect(await world.db.session.findUniqueOrThrow({ where: { id: sessionId } })).toMatchObject({
      revokedReason: 'method_deactivated',
    });
    // Nothing is revoked at HubSpot: the same refresh token may serve another method or deployment of the same app.
    expect(world.calls.all()).toEqual([]);
    await expect(deactivateMethod(admin(), { id, version })).rejects.toMatchObject({
      code: 'CONFLICT',
      key: 'changed_meanwhile',
    });
  });

  it('cancels an authorization flow in progress', async () => {
    const id = await activatedMethod(world);
    const flow = await startActivationFlow(world, id);
    await deactivateMethod(admin(), { id, version: (await readMethod(admin(), { id })).version });
    await comeBack(flow.location);
    expect(await stateOf(id)).toMatchObject({ status: 'disabled', disabledReason: 'turned_off' });
    expect((await readActivation(admin(), flow)).progress).toMatchObject({ kind: 'refused', reason: 'method_changed' });
  });
});
