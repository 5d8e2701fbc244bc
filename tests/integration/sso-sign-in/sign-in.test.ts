import { beforeEach, describe, expect, it, vi } from 'vitest';
import { TRANSACTION_MS } from '@/lib/domain/connection/auth-method';
import { deactivateMethod } from '@/lib/services/auth-methods/deactivate-method';
import { getAccessToken } from '@/lib/services/connections/get-access-token';
import { readMethod } from '@/lib/services/auth-methods/queries';
import { withAccess } from '@/lib/services/connections/with-access';
import { editConnector } from '@/lib/services/sso-connectors/edit-connector';
import { FRESH_MS } from '@/lib/services/context';
import { readSession } from '@/lib/services/sessions/read-session';
import { removeIdentity } from '@/lib/services/users/remove-identity';
import { readSessionToken } from '@/lib/web/session-token';
import {
  activatedMethod,
  Browser,
  HARBOR,
  LUMEN,
  PUBLIC_URL,
  SIGN_IN_CALLBACK,
  startWorld,
  startActivationFlow,
  startSignInFlow,
} from '../../support/connect-world';

const world = await startWorld();
let methodId: string;
let connector: { id: string; reference: string };

let round = 0;
beforeEach(async () => {
  round += 1;
  await world.db.rateLimit.deleteMany();
  await world.db.user.updateMany({ where: { email: { endsWith: '.example' } }, data: { ssoConnectorId: null } });
  await world.db.user.deleteMany({ where: { email: { endsWith: '.example' } } });
  await world.control('POST', '/settings', { 'oauth.secondConsent': 'same-refresh-token' });
  methodId = await activatedMethod(world);
  connector = await world.db.ssoConnector.create({
    data: { name: `Connector ${round}`, reference: `connector-${round}`, authMethodId: methodId },
  });
});

const LEA = 'lea@atelier-lumen.example';
const admin = () => world.ctx(world.administrator.actor);

interface Outcome {
  location: string | null;
  browser: Browser;
}

async function signIn(
  email: string,
  options: { portalId?: number; decision?: 'cancel' } = {},
  browser = new Browser(),
): Promise<Outcome> {
  const flow = await startSignInFlow(world, connector.reference, browser, {
    email,
    portalId: LUMEN.portalId,
    ...options,
  });
  return { location: (await browser.get(flow.location)).headers.get('location'), browser };
}

async function signedInAs(browser: Browser): Promise<string | null> {
  const token = await readSessionToken(browser.cookies.get('maker.session'));
  const actor = token === null ? null : await readSession(world.db, token, new Date());
  return actor?.email ?? null;
}

const refusedWith = (reason: string) =>
  `${PUBLIC_URL}/connect/sign-in-refused?reason=${reason}&connector=${connector.reference}`;
const lastAttempt = () =>
  world.db.signInAttempt.findFirstOrThrow({
    where: { connectorId: connector.id },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
  });

/** The sandbox's user of this address in our own database, assigned to the connector of this test. */
const assigned = (email: string) => world.person({ email, connectorId: connector.id });

describe('S-07: refused sign-ins, with one reason for the user and one for the administrator', () => {
  async function expectRefusal(outcome: Outcome, reason: string, known: Record<string, unknown> = {}): Promise<void> {
    expect(outcome.location).toBe(refusedWith(reason));
    expect(await signedInAs(outcome.browser)).toBeNull();
    expect(await lastAttempt()).toMatchObject({ way: 'sso', allowed: false, reason, ...known });
  }

  it('no user has this address: no account is created', async () => {
    const users = await world.db.user.count();
    await expectRefusal(await signIn(LEA), 'unknown_user', {
      userId: null,
      email: LEA,
      portalId: String(LUMEN.portalId),
      providerUserId: '70110002',
    });
    expect(await world.db.user.count()).toBe(users);
  });

  it("a user who isn't assigned to this connector", async () => {
    const { actor } = await world.person({ email: LEA });
    await expectRefusal(await signIn(LEA), 'not_assigned', { userId: actor.userId });
  });

  it('a user assigned to another connector of the same method', async () => {
    const other = await world.db.ssoConnector.create({
      data: { name: `Other ${round}`, reference: `other-${round}`, authMethodId: methodId },
    });
    await world.person({ email: LEA, connectorId: other.id });
    await expectRefusal(await signIn(LEA), 'not_assigned');
  });

  it('the right address in another HubSpot account', async () => {
    const sam = 'sam@atelier-lumen.example';
    await assigned(sam);
    await expectRefusal(await signIn(sam, { portalId: HARBOR.portalId }), 'wrong_portal', {
      portalId: String(HARBOR.portalId),
      userId: null,
    });
  });

  it('a stranger from another HubSpot account', async () => {
    await assigned(HARBOR.agent);
    await expectRefusal(await signIn(HARBOR.agent, { portalId: HARBOR.portalId }), 'wrong_portal');
  });

  it('a disabled user', async () => {
    const { actor } = await assigned(LEA);
    await world.db.user.update({ where: { id: actor.userId }, data: { status: 'disabled' } });
    await expectRefusal(await signIn(LEA), 'user_disabled', { userId: actor.userId });
  });

  it('a linked user who has since been disabled, unassigned or moved to another connector', async () => {
    const { actor } = await assigned(LEA);
    expect((await signIn(LEA)).location).toBe(`${PUBLIC_URL}/banner`);
    await world.db.user.update({ where: { id: actor.userId }, data: { ssoConnectorId: null } });
    await expectRefusal(await signIn(LEA), 'not_assigned', { userId: actor.userId });
    await world.db.user.update({
      where: { id: actor.userId },
      data: { ssoConnectorId: connector.id, status: 'disabled' },
    });
    await expectRefusal(await signIn(LEA), 'user_disabled', { userId: actor.userId });
  });

  it('pre-hijacked and recycled address: HubSpot gave the address to another person', async () => {
    const { actor } = await assigned(LEA);
    await world.db.ssoIdentity.create({
      data: {
        connectorId: connector.id,
        authMethodId: methodId,
        portalId: String(LUMEN.portalId),
        providerUserId: '42',
        userId: actor.userId,
        emailWhenLinked: LEA,
      },
    });
    await expectRefusal(await signIn(LEA), 'other_identity_linked', {
      userId: actor.userId,
      providerUserId: '70110002',
    });
  });

  it('two candidates: the linked user is used, not the one who has the address now', async () => {
    const linked = await assigned('jonas@atelier-lumen.example');
    const byAddress = await assigned(LEA);
    await world.db.ssoIdentity.create({
      data: {
        connectorId: connector.id,
        authMethodId: methodId,
        portalId: String(LUMEN.portalId),
        providerUserId: '70110002',
        userId: linked.actor.userId,
        emailWhenLinked: 'jonas@atelier-lumen.example',
      },
    });
    const outcome = await signIn(LEA);
    expect(await signedInAs(outcome.browser)).toBe(linked.actor.email);
    expect(byAddress.actor.userId).not.toBe(linked.actor.userId);
  });

  it('the connector was disabled between start and callback', async () => {
    await assigned(LEA);
    const browser = new Browser();
    const flow = await startSignInFlow(world, connector.reference, browser, { email: LEA });
    const row = await world.db.ssoConnector.findUniqueOrThrow({ where: { id: connector.id } });
    await editConnector(admin(), {
      id: row.id,
      version: row.version,
      name: row.name,
      reference: row.reference,
      authMethodId: row.authMethodId,
      enabled: false,
    });
    world.calls.forget();
    await expectRefusal(
      { location: (await browser.get(flow.location)).headers.get('location'), browser },
      'connector_disabled',
    );
    expect(world.calls.all()).toEqual([]);
  });

  it('the method was deactivated between start and callback', async () => {
    await assigned(LEA);
    const browser = new Browser();
    const flow = await startSignInFlow(world, connector.reference, browser, { email: LEA });
    await deactivateMethod(admin(), { id: methodId, version: (await readMethod(admin(), { id: methodId })).version });
    world.calls.forget();
    await expectRefusal(
      { location: (await browser.get(flow.location)).headers.get('location'), browser },
      'method_disabled',
    );
    expect(world.calls.all()).toEqual([]);
  });

  it('the method was activated again between start and callback', async () => {
    await assigned(LEA);
    const browser = new Browser();
    const flow = await startSignInFlow(world, connector.reference, browser, { email: LEA });
    await world.administrator.browser.get((await startActivationFlow(world, methodId)).location);
    await expectRefusal(
      { location: (await browser.get(flow.location)).headers.get('location'), browser },
      'method_changed',
    );
  });

  it('the token belongs to another app', async () => {
    await assigned(LEA);
    const browser = new Browser();
    const flow = await startSignInFlow(world, connector.reference, browser, { email: LEA });
    await world.db.authMethod.update({ where: { id: methodId }, data: { environment: '999' } });
    await expectRefusal(
      { location: (await browser.get(flow.location)).headers.get('location'), browser },
      'wrong_app',
      { email: LEA },
    );
  });

  it.each([
    ['a Kelvin sign', '\u212ais@atelier-lumen.example', '\\u{212A}is@atelier-lumen.example'],
    ['a no-break space', '\u00a0kis@atelier-lumen.example', '\\u{00A0}kis@atelier-lumen.example'],
    ['a byte-order mark', '\ufeffkis@atelier-lumen.example', '\\u{FEFF}kis@atelier-lumen.example'],
    ['a line break', 'kis@atelier-lumen.example\n', 'kis@atelier-lumen.example\\u{000A}'],
    ['a space', 'kis@atelier-lumen.example ', 'kis@atelier-lumen.example\\u{0020}'],
    ['NUL', 'kis@atelier-lumen.example\u0000', 'kis@atelier-lumen.example\\u{0000}'],
  ])("an address that becomes another user's by folding or trimming: %s", async (_name, user, shown) => {
    const { actor } = await assigned('kis@atelier-lumen.example');
    await world.control('POST', '/faults', {
      path: '/oauth/2026-09/token/introspect',
      status: 200,
      json: {
        active: true,
        hub_id: LUMEN.portalId,
        user_id: 70_119_999,
        client_id: world.app.clientId,
        app_id: world.app.appId,
        user,
        scopes: [],
      },
    });
    await expectRefusal(await signIn(LEA), 'email_not_plain', { userId: null, email: shown });
    expect(await world.db.ssoIdentity.count({ where: { userId: actor.userId } })).toBe(0);
  });

  it('consent refused, and a failing provider', async () => {
    await assigned(LEA);
    await expectRefusal(await signIn(LEA, { decision: 'cancel' }), 'consent_refused');
    await world.control('POST', '/faults', { path: '/oauth/2026-09/token', status: 503, times: 1, when: 'before' });
    await expectRefusal(await signIn(LEA), 'provider_unavailable');
  });
});

describe('the login URL itself refuses', () => {
  it.each([
    ['an unknown reference', () => 'nobody-knows-this', 'connector_unknown'],
    ['a reference in other letters', () => connector.reference.toUpperCase(), 'connector_unknown'],
  ])('%s', async (_name, reference, reason) => {
    const attempts = await world.db.signInAttempt.count();
    const response = await new Browser().get(`/api/sso/login/${encodeURIComponent(reference())}`);
    expect(response.headers.get('location')).toBe(`${PUBLIC_URL}/connect/sign-in-refused?reason=${reason}`);
    expect(await world.db.signInAttempt.count()).toBe(attempts);
  });

  it('a disabled connector, and a disabled method', async () => {
    const before = await world.db.oAuthTransaction.count();
    await world.db.ssoConnector.update({ where: { id: connector.id }, data: { enabled: false } });
    expect((await new Browser().get(`/api/sso/login/${connector.reference}`)).headers.get('location')).toBe(
      `${PUBLIC_URL}/connect/sign-in-refused?reason=connector_disabled`,
    );
    await world.db.ssoConnector.update({ where: { id: connector.id }, data: { enabled: true } });
    await deactivateMethod(admin(), { id: methodId, version: (await readMethod(admin(), { id: methodId })).version });
    expect((await new Browser().get(`/api/sso/login/${connector.reference}`)).headers.get('location')).toBe(
      `${PUBLIC_URL}/connect/sign-in-refused?reason=method_disabled`,
    );
    expect(await world.db.signInAttempt.count({ where: { connectorId: connector.id, allowed: false } })).toBe(2);
    expect(await world.db.oAuthTransaction.count()).toBe(before);
  });
});

describe('an assigned user signs in', () => {
  it('the first time by email address, then by provider user ID', async () => {
    const { actor } = await assigned(LEA);
    const first = await signIn(LEA);
    expect(first.location).toBe(`${PUBLIC_URL}/banner`);
    expect(await signedInAs(first.browser)).toBe(LEA);
    const identity = await world.db.ssoIdentity.findFirstOrThrow({ where: { userId: actor.userId } });
    expect(identity).toMatchObject({
      connectorId: connector.id,
      portalId: String(LUMEN.portalId),
      providerUserId: '70110002',
      emailWhenLinked: LEA,
    });
    expect(await lastAttempt()).toMatchObject({ allowed: true, reason: null, userId: actor.userId });
    expect(
      await world.db.historyEntry.count({ where: { action: 'user.identity-linked', entityId: actor.userId } }),
    ).toBe(1);

    // Here the address changed; there it did not. Neither matters any more.
    await world.db.user.update({ where: { id: actor.userId }, data: { email: 'lea.new@example.com' } });
    await world.person({ email: LEA });
    const second = await signIn(LEA);
    expect(await signedInAs(second.browser)).toBe('lea.new@example.com');
    expect(await world.db.ssoIdentity.count({ where: { userId: actor.userId } })).toBe(1);
    await world.db.user.deleteMany({ where: { email: 'lea.new@example.com' } });
  });

  it("with next-auth's session cookie, and without the flow's own cookies", async () => {
    await assigned(LEA);
    const browser = new Browser();
    const flow = await startSignInFlow(world, connector.reference, browser, { email: LEA });
    const response = await browser.get(flow.location);
    const line = response.headers.getSetCookie().find((cookie) => cookie.startsWith('maker.session='));
    expect(line).toMatch(/HttpOnly/i);
    expect(line).toMatch(/SameSite=lax/i);
    expect(line).toMatch(/Path=\//i);
    expect(line).not.toMatch(/Domain=/i);
    expect([...browser.cookies.keys()].sort()).toEqual(['maker.known-browser', 'maker.session', 'maker.way-in']);
    const session = await world.db.session.findFirstOrThrow({ where: { connectorId: connector.id } });
    expect(session.revokedAt).toBeNull();
  });

  it('S-54: a user who was signed in with this browser before is signed out', async () => {
    await assigned(LEA);
    const before = await world.person({ isAdministrator: true });
    const { browser } = await signIn(LEA, {}, before.browser);
    expect(await signedInAs(browser)).toBe(LEA);
    expect(await world.db.session.findUniqueOrThrow({ where: { id: before.actor.sessionId } })).toMatchObject({
      revokedReason: 'newer_sign_in',
    });
  });

  it('twice at the same time for the first time: one link', async () => {
    const { actor } = await assigned(LEA);
    const browsers = Array.from({ length: 6 }, () => new Browser());
    const flows = await Promise.all(
      browsers.map((browser) => startSignInFlow(world, connector.reference, browser, { email: LEA })),
    );
    const ends = await Promise.all(flows.map(async (flow, index) => browsers[index]?.get(flow.location)));
    expect(ends.map((response) => response?.headers.get('location'))).toEqual(
      Array<string>(6).fill(`${PUBLIC_URL}/banner`),
    );
    expect(await world.db.ssoIdentity.count({ where: { userId: actor.userId } })).toBe(1);
  });
});

describe("S-08: a user's HubSpot identity is only established by a fresh sign-in", () => {
  it('the link is created for the user who has just signed in at HubSpot, even if another is signed in here', async () => {
    const { actor } = await assigned(LEA);
    const other = await assigned('jonas@atelier-lumen.example');
    const { browser } = await signIn(LEA, {}, other.browser);
    expect(await signedInAs(browser)).toBe(LEA);
    expect(await world.db.ssoIdentity.findMany({ where: { connectorId: connector.id } })).toMatchObject([
      { userId: actor.userId, providerUserId: '70110002' },
    ]);
  });

  it('an administrator can only remove a link within five minutes of signing in', async () => {
    const { actor } = await assigned(LEA);
    const { id: identityId } = await world.db.ssoIdentity.create({
      data: {
        connectorId: connector.id,
        authMethodId: methodId,
        portalId: String(LUMEN.portalId),
        providerUserId: '42',
        userId: actor.userId,
        emailWhenLinked: LEA,
      },
    });
    const { signedInAt } = world.administrator.actor;
    const remove = (afterMs: number) =>
      removeIdentity(
        world.ctx(world.administrator.actor, () => new Date(signedInAt.getTime() + afterMs)),
        { id: actor.userId, identityId },
      );
    await expect(remove(FRESH_MS + 1)).rejects.toMatchObject({ code: 'FORBIDDEN', key: 'sign_in_again' });
    expect((await signIn(LEA)).location).toBe(refusedWith('other_identity_linked'));

    await remove(FRESH_MS - 1);
    const { browser } = await signIn(LEA);
    expect(await signedInAs(browser)).toBe(LEA);
    expect(await world.db.ssoIdentity.findMany({ where: { userId: actor.userId } })).toMatchObject([
      { connectorId: connector.id, providerUserId: '70110002' },
    ]);
  });
});

describe('S-09: tokens from a sign-in are not stored', () => {
  it.each(['same-refresh-token', 'new-refresh-token'])('with %s', async (mode) => {
    await world.control('POST', '/settings', { 'oauth.secondConsent': mode });
    await assigned(LUMEN.admin);
    const before = await world.db.authGrant.findUniqueOrThrow({ where: { authMethodId: methodId } });
    world.calls.forget();

    // The very person who activated the method signs in as an agent.
    const { browser } = await signIn(LUMEN.admin);
    expect(await signedInAs(browser)).toBe(LUMEN.admin);

    const paths = world.calls.all().map(({ url }) => url.pathname);
    expect(paths.filter((path) => path.includes('revoke'))).toEqual([]);
    expect(await world.db.authGrant.findUniqueOrThrow({ where: { authMethodId: methodId } })).toEqual(before);
    expect(
      await world.db.authGrant.count({ where: { authMethod: { ssoConnectors: { some: { id: connector.id } } } } }),
    ).toBe(1);
    expect(await world.db.oAuthTransaction.count({ where: { purpose: 'sign_in', pending: { not: null } } })).toBe(0);

    await expect(
      withAccess(admin(), methodId, (access, provider) =>
        provider.records.getMany(access, 'contacts', ['1'], ['email']),
      ),
    ).resolves.toBeInstanceOf(Array);
    // And the refresh token that the method lives on still works.
    const { tokenVersion } = await getAccessToken(admin(), { authMethodId: methodId });
    expect(
      (await getAccessToken(admin(), { authMethodId: methodId, rejectedVersion: tokenVersion })).tokenVersion,
    ).toBe(tokenVersion + 1);
  });
});

describe('S-53: sessions started through a connector end with it', () => {
  it('if it is disabled or moved to another method, or the method is deactivated', async () => {
    await assigned(LEA);
    const edit = async (change: Partial<{ enabled: boolean; authMethodId: string }>) => {
      const { id, version, name, reference, authMethodId, enabled } = await world.db.ssoConnector.findUniqueOrThrow({
        where: { id: connector.id },
      });
      return editConnector(admin(), { id, version, name, reference, authMethodId, enabled, ...change });
    };
    const endings: [reason: string, end: () => Promise<unknown>][] = [
      ['connector_disabled', () => edit({ enabled: false })],
      ['connector_changed', async () => edit({ enabled: true, authMethodId: await activatedMethod(world) })],
      [
        'method_deactivated',
        async () => {
          const row = await world.db.ssoConnector.findUniqueOrThrow({ where: { id: connector.id } });
          const id = row.authMethodId ?? '';
          return deactivateMethod(admin(), { id, version: (await readMethod(admin(), { id })).version });
        },
      ],
    ];
    for (const [reason, end] of endings) {
      await world.db.ssoConnector.update({ where: { id: connector.id }, data: { enabled: true } });
      const { browser } = await signIn(LEA);
      expect(await signedInAs(browser), reason).toBe(LEA);
      await end();
      expect(await signedInAs(browser), reason).toBeNull();
      const session = await world.db.session.findFirstOrThrow({
        where: { connectorId: connector.id },
        orderBy: { createdAt: 'desc' },
      });
      expect(session.revokedReason).toBe(reason);
    }
  });
});

it('an unexpected callback is listed for administrators if it belongs to a connector', async () => {
  await assigned(LEA);
  const browser = new Browser();
  const flow = await startSignInFlow(world, connector.reference, browser, { email: LEA });
  await new Browser().get(flow.location);
  expect(await lastAttempt()).toMatchObject({ allowed: false, reason: 'not_for_this_request', userId: null });
  const attempts = await world.db.signInAttempt.count();
  // A state that somebody made up, or changed by a character, belongs to no connector.
  for (const state of ['A'.repeat(43), `${flow.state.startsWith('A') ? 'B' : 'A'}${flow.state.slice(1)}`])
    await new Browser().get(`${SIGN_IN_CALLBACK}?state=${state}&code=x`);
  expect(await world.db.signInAttempt.count()).toBe(attempts);
});

it('a callback that comes too late is seen by the administrator, whether or not the cookie is still there', async () => {
  await assigned(LEA);
  for (const keepsCookie of [true, false]) {
    const browser = new Browser();
    const flow = await startSignInFlow(world, connector.reference, browser, { email: LEA });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + TRANSACTION_MS + 1_000 });
    try {
      await (keepsCookie ? browser : new Browser()).get(flow.location);
    } finally {
      vi.useRealTimers();
    }
    expect(await lastAttempt()).toMatchObject({ allowed: false, reason: 'expired', userId: null });
    expect(await signedInAs(browser)).toBeNull();
    await world.db.signInAttempt.deleteMany({ where: { connectorId: connector.id } });
  }
});
