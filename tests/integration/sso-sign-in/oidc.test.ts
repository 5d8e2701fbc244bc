import { generateKeyPairSync } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startedTestSchema } from '@/lib/domain/answers/sso-connector';
import { readLatestTest, readSignInTest } from '@/lib/services/sso-sign-in/queries';
import { createConnector } from '@/lib/services/sso-connectors/create-connector';
import { editConnector } from '@/lib/services/sso-connectors/edit-connector';
import { readSession } from '@/lib/services/sessions/read-session';
import { readSessionToken } from '@/lib/web/session-token';
import { Browser, PUBLIC_URL, SIGN_IN_CALLBACK, startWorld } from '../../support/connect-world';
import {
  startIdentityProvider,
  type Misbehaviour,
  oidcSettings,
  type OidcSettings,
} from '../../support/identity-provider';

const world = await startWorld();
const provider = await startIdentityProvider([PUBLIC_URL + SIGN_IN_CALLBACK]);
afterAll(() => provider.close());

const ADA = 'ada@example.org';
const admin = () => world.ctx(world.administrator.actor);
let connector: { id: string; reference: string };
let round = 0;

const settings = (change: Partial<OidcSettings> = {}) => oidcSettings(provider, change);

async function newConnector(change: Partial<OidcSettings> = {}): Promise<{ id: string; reference: string }> {
  round += 1;
  const reference = `idp-${round}`;
  const oidc = settings(change);
  const { id } = await createConnector(admin(), { name: reference, reference, type: 'oidc', enabled: true, oidc });
  return { id, reference };
}

/** Other settings of the connector of this test. */
async function edit(change: { enabled?: boolean; oidc?: Partial<OidcSettings> }): Promise<void> {
  const row = await world.db.ssoConnector.findUniqueOrThrow({ where: { id: connector.id } });
  const { id, version, name, reference } = row;
  const oidc = settings(change.oidc ?? {});
  await editConnector(admin(), { id, version, name, reference, enabled: change.enabled ?? true, oidc });
}

beforeEach(async () => {
  await world.db.rateLimit.deleteMany();
  await world.db.user.updateMany({ where: { email: { endsWith: '.org' } }, data: { ssoConnectorId: null } });
  await world.db.user.deleteMany({ where: { email: { endsWith: '.org' } } });
  await world.db.ssoConnector.deleteMany();
  provider.misbehave({});
  provider.accounts.clear();
  provider.accounts.set('ada', { sub: 'ada', email: ADA, email_verified: true });
  connector = await newConnector();
});

const assigned = (email = ADA, more: { isAdministrator?: boolean } = {}) =>
  world.person({ email, connectorId: connector.id, ...more });

async function start(browser: Browser, reference = connector.reference): Promise<string> {
  return (await browser.get(`/api/sso/login/${reference}`)).headers.get('location') ?? '';
}

async function comeBack(browser: Browser, location: string): Promise<string | null> {
  return (await browser.get(location)).headers.get('location');
}

async function signIn(sub: string | null = 'ada', browser = new Browser()) {
  const back = await provider.consent(await start(browser), sub);
  return { browser, location: await comeBack(browser, back) };
}

async function signedInAs(browser: Browser): Promise<string | null> {
  const token = await readSessionToken(browser.cookies.get('maker.session'));
  const actor = token === null ? null : await readSession(world.db, token, new Date());
  return actor?.email ?? null;
}

const lastAttempt = () =>
  world.db.signInAttempt.findFirstOrThrow({
    where: { connectorId: connector.id },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
  });

const refusedWith = (reason: string) =>
  `${PUBLIC_URL}/connect/sign-in-refused?reason=${reason}&connector=${connector.reference}&type=oidc`;

async function expectRefusal(
  { browser, location }: { browser: Browser; location: string | null },
  reason: string,
  known: Record<string, unknown> = {},
): Promise<void> {
  expect(location).toBe(refusedWith(reason));
  expect(await signedInAs(browser)).toBeNull();
  expect(await lastAttempt()).toMatchObject({ way: 'sso', allowed: false, reason, ...known });
  expect(await world.db.ssoIdentity.count({ where: { connectorId: connector.id } })).toBe(0);
}

describe("a response that doesn't belong to this sign-in", () => {
  const strangers = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const wrong: [name: string, idToken: Misbehaviour['idToken']][] = [
    ['another nonce', (claims) => ({ claims: { ...claims, nonce: 'another' } })],
    ['no nonce', ({ nonce: _nonce, ...claims }) => ({ claims })],
    ['another issuer', (claims) => ({ claims: { ...claims, iss: 'https://attacker.example' } })],
    ['the audience of another client', (claims) => ({ claims: { ...claims, aud: provider.otherClientId } })],
    ['another authorized party', (claims) => ({ claims: { ...claims, azp: provider.otherClientId } })],
    ['several audiences without an authorized party', (claims) => ({ claims: { ...claims, aud: ['maker', 'x'] } })],
    ['expired', (claims) => ({ claims: { ...claims, exp: Math.floor(Date.now() / 1000) - 300 } })],
    ['issued in the future', (claims) => ({ claims: { ...claims, iat: Math.floor(Date.now() / 1000) + 300 } })],
    ['issued long ago', (claims) => ({ claims: { ...claims, iat: Math.floor(Date.now() / 1000) - 3600 } })],
    ['the hash of another access token', (claims) => ({ claims: { ...claims, at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' } })],
    ['no subject', ({ sub: _sub, ...claims }) => ({ claims })],
    ['no signature at all', (claims) => ({ claims, alg: 'none' })],
    ['the signature of somebody else', (claims) => ({ claims, key: strangers })],
  ];

  it.each(wrong)('is refused: %s', async (_name, idToken) => {
    await assigned();
    if (idToken) provider.misbehave({ idToken });
    await expectRefusal(await signIn(), 'identity_refused');
  });

  it('is refused: another issuer in the redirect, with a code and with an error', async () => {
    await assigned();
    for (const sub of ['ada', null]) {
      const browser = new Browser();
      const back = new URL(await provider.consent(await start(browser), sub));
      back.searchParams.set('iss', 'https://attacker.example');
      world.calls.forget();
      expect(await comeBack(browser, back.href)).toBe(
        `${PUBLIC_URL}/connect/sign-in-refused?reason=not_for_this_request`,
      );
      expect(world.calls.all().filter(({ method }) => method === 'POST')).toEqual([]);
    }
  });

  it('is refused: the issuer is missing from the redirect', async () => {
    await assigned();
    const browser = new Browser();
    const back = new URL(await provider.consent(await start(browser), 'ada'));
    back.searchParams.delete('iss');
    expect(await comeBack(browser, back.href)).toBe(
      `${PUBLIC_URL}/connect/sign-in-refused?reason=not_for_this_request`,
    );
  });

  it('is refused: code and state used twice, or in another browser', async () => {
    await assigned();
    const browser = new Browser();
    const back = await provider.consent(await start(browser), 'ada');
    const thief = new Browser();
    const unknown = `${PUBLIC_URL}/connect/sign-in-refused?reason=not_for_this_request`;
    expect(await comeBack(thief, back)).toBe(unknown);
    expect(await comeBack(browser, back)).toBe(`${PUBLIC_URL}/banner`);
    world.calls.forget();
    expect(await comeBack(browser, back)).toBe(unknown);
    expect(world.calls.all()).toEqual([]);
  });

  it('is refused: a used code with a fresh state', async () => {
    await assigned();
    const browser = new Browser();
    const used = new URL(await provider.consent(await start(browser), 'ada'));
    expect(await comeBack(browser, used.href)).toBe(`${PUBLIC_URL}/banner`);
    const other = new Browser();
    const fresh = new URL(await provider.consent(await start(other), 'ada'));
    fresh.searchParams.set('code', used.searchParams.get('code') ?? '');
    expect(await comeBack(other, fresh.href)).toBe(refusedWith('code_refused'));
  });

  it("is refused: one connector's code in another's flow", async () => {
    await assigned();
    const second = await startIdentityProvider([PUBLIC_URL + SIGN_IN_CALLBACK]);
    second.accounts.set('ada', { sub: 'ada', email: ADA, email_verified: true });
    const first = connector;
    connector = await newConnector({ issuer: second.issuer });
    const browser = new Browser();
    const theirs = new URL(await second.consent(await start(browser), 'ada'));
    const ours = new URL(await provider.consent(await start(browser, first.reference), 'ada'));
    // The second provider's answer under the first one's state.
    theirs.searchParams.set('state', ours.searchParams.get('state') ?? '');
    world.calls.forget();
    expect(await comeBack(browser, theirs.href)).toContain('reason=not_for_this_request');
    expect(world.calls.all().filter(({ method }) => method === 'POST')).toEqual([]);
    await second.close();
  });
});

describe('a connector that is edited while its provider is asked', () => {
  /** Edits it once the code is on its way, when nothing can be stopped any more. */
  function editDuringExchange(change: Parameters<typeof edit>[0]): void {
    let isEdited = false;
    world.calls.holdBack(async ({ url }) => {
      if (isEdited || url.pathname !== '/token') return;
      isEdited = true;
      await edit(change);
    });
  }
  afterEach(() => world.calls.holdBack(async () => undefined));

  it.each([
    ['another client', { oidc: { clientId: 'another' } }],
    ['unverified addresses are no longer accepted', { oidc: { acceptsUnverifiedEmail: false } }],
    ['another table of groups', { oidc: { groupsClaim: 'groups' } }],
  ])('signs nobody in by what it was before: %s', async (_name, change) => {
    connector = await newConnector({ acceptsUnverifiedEmail: true });
    await assigned();
    editDuringExchange(change);
    await expectRefusal(await signIn(), 'method_changed');
  });

  it('and switched off', async () => {
    await assigned();
    editDuringExchange({ enabled: false });
    await expectRefusal(await signIn(), 'connector_disabled');
  });
});

describe('the user named by the provider', () => {
  it('needs a verified email address, unless the connector accepts unverified ones', async () => {
    await assigned();
    for (const email_verified of [false, undefined]) {
      provider.accounts.set('ada', {
        sub: 'ada',
        email: ADA,
        ...(email_verified === undefined ? {} : { email_verified }),
      });
      await expectRefusal(await signIn(), 'email_not_verified', { email: ADA, providerUserId: 'ada' });
    }
    await edit({ oidc: { acceptsUnverifiedEmail: true } });
    expect(await signedInAs((await signIn()).browser)).toBe(ADA);
  });

  it("isn't found without an address, or with one that only looks like a user's", async () => {
    await assigned('kim@example.org');
    provider.accounts.set('none', { sub: 'none' });
    await expectRefusal(await signIn('none'), 'no_email');
    provider.accounts.set('kelvin', { sub: 'kelvin', email: '\u212aim@example.org', email_verified: true });
    await expectRefusal(await signIn('kelvin'), 'email_not_plain', { email: '\\u{212A}im@example.org' });
  });

  it("isn't created, and is refused if unassigned or disabled", async () => {
    const users = await world.db.user.count();
    await expectRefusal(await signIn(), 'unknown_user');
    expect(await world.db.user.count()).toBe(users);
    const { actor } = await world.person({ email: ADA });
    await expectRefusal(await signIn(), 'not_assigned', { userId: actor.userId });
    await world.db.user.update({
      where: { id: actor.userId },
      data: { ssoConnectorId: connector.id, status: 'disabled' },
    });
    await expectRefusal(await signIn(), 'user_disabled', { userId: actor.userId });
  });

  it('may only be an administrator if the connector allows it', async () => {
    await assigned(ADA, { isAdministrator: true });
    await expectRefusal(await signIn(), 'administrators_not_admitted');
    await edit({ oidc: { administratorsMaySignIn: true } });
    expect(await signedInAs((await signIn()).browser)).toBe(ADA);
  });

  it('is then identified by subject: the address is used once, and reusing it takes nothing over', async () => {
    const { actor } = await assigned();
    const first = await signIn();
    expect(first.location).toBe(`${PUBLIC_URL}/banner`);
    expect(await world.db.ssoIdentity.findFirstOrThrow({ where: { userId: actor.userId } })).toMatchObject({
      authMethodId: null,
      portalId: provider.issuer,
      providerUserId: 'ada',
      emailWhenLinked: ADA,
    });
    // The provider gives the address to somebody else, and another one to her.
    provider.accounts.set('eve', { sub: 'eve', email: ADA, email_verified: true });
    provider.accounts.set('ada', { sub: 'ada', email: 'ada.new@example.org', email_verified: true });
    expect((await signIn('eve')).location).toBe(refusedWith('other_identity_linked'));
    expect(await signedInAs((await signIn()).browser)).toBe(ADA);
  });

  it('may cancel without any effect', async () => {
    await assigned();
    await expectRefusal(await signIn(null), 'consent_refused');
  });

  it('has the authentication context stored with attempt and session', async () => {
    const { actor } = await assigned();
    provider.misbehave({ idToken: (claims) => ({ claims: { ...claims, acr: 'urn:mfa', amr: ['pwd', 'otp'] } }) });
    await signIn();
    expect(await lastAttempt()).toMatchObject({ allowed: true, acr: 'urn:mfa', amr: ['pwd', 'otp'] });
    expect(
      await world.db.session.findFirstOrThrow({ where: { userId: actor.userId, connectorId: connector.id } }),
    ).toMatchObject({ acr: 'urn:mfa', amr: ['pwd', 'otp'] });
  });
});

describe('a failing provider', () => {
  const down = (path: string) => ({ answer: (asked: string) => (asked === path ? { status: 503 } : undefined) });

  it.each([
    ['the token endpoint', '/token', 'provider_unavailable'],
    ['its keys', '/jwks', 'provider_unavailable'],
    ['the userinfo endpoint', '/me', 'provider_unavailable'],
  ])('is reported as unavailable: %s', async (_name, path, reason) => {
    await assigned();
    const browser = new Browser();
    const back = await provider.consent(await start(browser), 'ada');
    provider.misbehave(down(path));
    await expectRefusal({ browser, location: await comeBack(browser, back) }, reason);
  });

  it('is reported as unavailable before redirecting', async () => {
    const second = await startIdentityProvider([PUBLIC_URL + SIGN_IN_CALLBACK]);
    connector = await newConnector({ issuer: second.issuer });
    await second.close();
    expect(await start(new Browser())).toBe(
      `${PUBLIC_URL}/connect/sign-in-refused?reason=provider_unavailable&type=oidc`,
    );
    expect(await world.db.oAuthTransaction.count({ where: { connectorId: connector.id } })).toBe(0);
  });

  it.each([
    ['redirects to a private address', { status: 302, headers: { location: 'http://169.254.169.254/latest/' } }],
    ['names another issuer', { status: 200, body: { issuer: 'https://attacker.example' } }],
    ['is endless', { status: 200, body: { issuer: 'x'.repeat(300_000) } }],
    ['is no JSON', { status: 200, headers: { 'content-type': 'text/html' } }],
  ])('is refused if its discovery document %s', async (_name, answer) => {
    const second = await startIdentityProvider([PUBLIC_URL + SIGN_IN_CALLBACK]);
    connector = await newConnector({ issuer: second.issuer });
    second.misbehave({ answer: () => answer });
    world.calls.forget();
    expect(await start(new Browser())).toContain('reason=provider_unavailable');
    expect(world.calls.all().map(({ url }) => url.origin)).toEqual([second.issuer]);
    await second.close();
  });

  it.each(['token_endpoint', 'jwks_uri', 'authorization_endpoint'])(
    'is refused if its discovery document points elsewhere for %s',
    async (name) => {
      const second = await startIdentityProvider([PUBLIC_URL + SIGN_IN_CALLBACK]);
      connector = await newConnector({ issuer: second.issuer });
      const real: Record<string, unknown> = await (
        await fetch(`${second.issuer}/.well-known/openid-configuration`)
      ).json();
      second.misbehave({ answer: () => ({ status: 200, body: { ...real, [name]: 'http://10.0.0.1/x' } }) });
      world.calls.forget();
      expect(await start(new Browser())).toContain('reason=provider_unavailable');
      expect(world.calls.all().map(({ url }) => url.origin)).toEqual([second.issuer]);
      await second.close();
    },
  );

  it('may reject the client secret', async () => {
    await assigned();
    await edit({ oidc: { clientSecret: 'not-the-secret' } });
    await expectRefusal(await signIn(), 'credentials_refused');
  });

  it('may sign with a new key, which is fetched', async () => {
    await assigned();
    await signIn();
    await provider.rotateKey();
    expect(await signedInAs((await signIn()).browser)).toBe(ADA);
  });
});

describe('a connector changed during a sign-in', () => {
  it('refuses it if disabled or edited', async () => {
    await assigned();
    const changes: [change: Parameters<typeof edit>[0], reason: string][] = [
      [{ enabled: false }, 'connector_disabled'],
      [{ oidc: { scopes: ['openid', 'email'] } }, 'method_changed'],
    ];
    for (const [change, reason] of changes) {
      await edit({ enabled: true });
      const browser = new Browser();
      const back = await provider.consent(await start(browser), 'ada');
      await edit(change);
      world.calls.forget();
      await expectRefusal({ browser, location: await comeBack(browser, back) }, reason);
      expect(world.calls.all()).toEqual([]);
    }
  });

  it('ends its sessions and unlinks its users if the issuer or client changes', async () => {
    await assigned();
    const { browser } = await signIn();
    await edit({ oidc: { clientId: provider.otherClientId, clientSecret: 'x' } });
    expect(await signedInAs(browser)).toBeNull();
    expect(await world.db.ssoIdentity.count({ where: { connectorId: connector.id } })).toBe(0);
  });

  it('requires the secret again for a new issuer or client, and keeps it otherwise', async () => {
    const sealed = () => world.db.oidcClient.findUniqueOrThrow({ where: { connectorId: connector.id } });
    const before = await sealed();
    expect(before.clientSecret).not.toContain(provider.clientSecret);
    await edit({ oidc: { clientSecret: '', scopes: ['openid', 'email'] } });
    expect((await sealed()).clientSecret).toBe(before.clientSecret);
    for (const change of [{ issuer: 'https://idp.example' }, { clientId: 'other' }]) {
      await expect(edit({ oidc: { ...change, clientSecret: '' } })).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        fields: { 'oidc.clientSecret': { key: 'client_secret_again' } },
      });
    }
  });
});

describe('groups', () => {
  const withGroups = async (roles: { group: string; roleId: string }[], { admitsWithoutGroup = false } = {}) =>
    edit({
      oidc: { scopes: ['openid', 'email', 'groups'], groupsClaim: 'groups', groupRoles: roles, admitsWithoutGroup },
    });
  const inGroups = (groups: string[]) =>
    provider.accounts.set('ada', { sub: 'ada', email: ADA, email_verified: true, groups });
  const newRole = async (permissions: string[] = []) =>
    (await world.db.role.create({ data: { name: `Group role ${Math.random()}`, permissions } })).id;

  it('set the role at each sign-in: the first match wins, and where nobody has to be in one, no match keeps the role', async () => {
    const { actor } = await assigned();
    const [first, second] = [await newRole(), await newRole()];
    await withGroups(
      [
        { group: 'leads', roleId: first },
        { group: 'agents', roleId: second },
      ],
      { admitsWithoutGroup: true },
    );
    const roleAfter = async (groups: string[]) => {
      inGroups(groups);
      const { browser } = await signIn();
      expect(await signedInAs(browser)).toBe(ADA);
      return (await world.db.user.findUniqueOrThrow({ where: { id: actor.userId } })).roleId;
    };
    expect(await roleAfter(['agents', 'leads'])).toBe(first);
    expect(await roleAfter(['agents'])).toBe(second);
    expect(await roleAfter(['others'])).toBe(second);
    expect(await world.db.historyEntry.count({ where: { action: 'user.role-switched', entityId: actor.userId } })).toBe(
      2,
    );
  });

  it('refuse whoever is in none of them any more, unless there are none', async () => {
    const { actor } = await assigned();
    const agents = [{ group: 'agents', roleId: await newRole() }];
    await withGroups(agents);
    const { roleId } = await world.db.user.findUniqueOrThrow({ where: { id: actor.userId } });
    for (const groups of [['others'], ['Agents', 'agents '], []]) {
      inGroups(groups);
      await expectRefusal(await signIn(), 'not_in_a_group');
    }
    expect(await world.db.user.findUniqueOrThrow({ where: { id: actor.userId } })).toMatchObject({ roleId });
    inGroups(['agents']);
    expect(await signedInAs((await signIn()).browser)).toBe(ADA);
    inGroups([]);
    expect((await signIn()).location).toBe(refusedWith('not_in_a_group'));
    await withGroups([]);
    expect(await signedInAs((await signIn()).browser)).toBe(ADA);
  });

  it('let an administrator in who is in none of them', async () => {
    await assigned(ADA, { isAdministrator: true });
    await withGroups([{ group: 'agents', roleId: await newRole() }]);
    await edit({
      oidc: {
        administratorsMaySignIn: true,
        scopes: ['openid', 'email', 'groups'],
        groupsClaim: 'groups',
        groupRoles: [{ group: 'agents', roleId: await newRole() }],
      },
    });
    inGroups([]);
    expect(await signedInAs((await signIn()).browser)).toBe(ADA);
  });

  it("never make anyone an administrator, and don't change an administrator's role", async () => {
    const { actor } = await assigned(ADA, { isAdministrator: true });
    const before = await world.db.user.findUniqueOrThrow({ where: { id: actor.userId } });
    const roleId = await newRole();
    await edit({
      oidc: {
        administratorsMaySignIn: true,
        scopes: ['openid', 'email', 'groups'],
        groupsClaim: 'groups',
        groupRoles: [{ group: 'agents', roleId }],
      },
    });
    provider.accounts.set('ada', { sub: 'ada', email: ADA, email_verified: true, groups: ['agents'] });
    await signIn();
    expect(await world.db.user.findUniqueOrThrow({ where: { id: actor.userId } })).toMatchObject({
      roleId: before.roleId,
      isAdministrator: true,
    });
  });

  it('can only be given roles that the editor may grant', async () => {
    const roleId = await newRole(['users.delete']);
    const { actor } = await world.person({ permissions: ['sso-connectors.access', 'sso-connectors.modify'] });
    const row = await world.db.ssoConnector.findUniqueOrThrow({ where: { id: connector.id } });
    const { id, version, name, reference } = row;
    await expect(
      editConnector(world.ctx(actor), {
        id,
        version,
        name,
        reference,
        enabled: true,
        oidc: settings({ groupsClaim: 'groups', groupRoles: [{ group: 'leads', roleId }] }),
      }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN', key: 'role_beyond_own_rights' });
  });
});

describe('an invalid form is refused', () => {
  const refused: [name: string, change: Partial<OidcSettings>, field: string, key: string][] = [
    ['plain http elsewhere', { issuer: 'http://idp.example' }, 'oidc.issuer', 'issuer'],
    ['an issuer with a query', { issuer: 'https://idp.example/?a=b' }, 'oidc.issuer', 'issuer'],
    ['an issuer with a password', { issuer: 'https://a:b@idp.example' }, 'oidc.issuer', 'issuer'],
    ['no address at all', { issuer: 'idp' }, 'oidc.issuer', 'issuer'],
    ['no secret', { clientSecret: '' }, 'oidc.clientSecret', 'required'],
    ['scopes without openid', { scopes: ['email'] }, 'oidc.scopes', 'scope_openid'],
  ];
  it.each(refused)('with %s', async (_name, change, field, key) => {
    await expect(newConnector(change)).rejects.toMatchObject({ fields: { [field]: { key } } });
  });

  it('with settings of the other connector type', async () => {
    await expect(
      createConnector(admin(), { name: 'x', reference: 'x', type: 'hubspot', enabled: true, oidc: settings() }),
    ).rejects.toMatchObject({ fields: { authMethodId: { key: 'method_missing' }, oidc: { key: 'unknown_field' } } });
  });
});

describe('a test sign-in', () => {
  const { browser } = world.administrator;
  const latest = async () => (await readLatestTest(admin(), { connectorId: connector.id }))?.result;

  async function runTest(sub: string | null = 'ada') {
    const started = startedTestSchema.parse(
      await (await browser.post(`/api/sso/connectors/${connector.id}/test`)).json(),
    );
    const location = await comeBack(browser, await provider.consent(started.authorizeUrl ?? '', sub));
    expect(location).toBe(`${PUBLIC_URL}/connect/sign-in-test/${started.transactionId}`);
    return latest();
  }

  const failedAt = (stage: string, reason: string, hint: string | null) => ({ failure: { stage, reason, hint } });

  it('passes on a disabled connector, shows what was found, and neither signs in nor links a user', async () => {
    const { actor } = await assigned();
    await edit({ enabled: false });
    const sessions = await world.db.session.count();
    expect(await runTest()).toMatchObject({
      failure: null,
      identity: { account: provider.issuer, subject: 'ada', email: ADA },
      user: { id: actor.userId },
    });
    expect(await signedInAs(browser)).toBe(world.administrator.actor.email);
    expect(await world.db.session.count()).toBe(sessions);
    expect(await world.db.ssoIdentity.count()).toBe(0);
    expect(await world.db.signInAttempt.count({ where: { connectorId: connector.id } })).toBe(0);
    const row = await world.db.ssoConnector.findUniqueOrThrow({ where: { id: connector.id } });
    expect(row.testedVersion).toBe(row.version);
    expect(await world.db.historyEntry.count({ where: { action: 'sso-connector.tested' } })).toBe(1);
  });

  it("shows the stage that failed, the provider's message and what to check", async () => {
    await assigned();
    expect(await runTest(null)).toMatchObject(failedAt('consent', 'consent_refused', null));
    provider.misbehave({ idToken: (claims) => ({ claims: { ...claims, nonce: 'another' } }) });
    expect(await runTest()).toMatchObject(failedAt('identity', 'identity_refused', 'clientId'));
    provider.misbehave({
      answer: (path) =>
        path === '/token'
          ? { status: 400, body: { error: 'invalid_grant', error_description: 'That code is not for you' } }
          : undefined,
    });
    expect(await runTest()).toMatchObject({
      failure: {
        stage: 'token',
        hint: 'redirectUrl',
        providerCode: 'invalid_grant',
        providerMessage: 'That code is not for you',
      },
    });
    provider.misbehave({});
    provider.accounts.set('eve', { sub: 'eve', email: 'eve@example.org', email_verified: true });
    expect(await runTest('eve')).toMatchObject({
      ...failedAt('user', 'unknown_user', 'user'),
      identity: { subject: 'eve' },
      user: null,
    });
    const row = await world.db.ssoConnector.findUniqueOrThrow({ where: { id: connector.id } });
    expect(row.testedVersion).toBeNull();
  });

  it("fails at once if the issuer's discovery fails", async () => {
    const second = await startIdentityProvider([PUBLIC_URL + SIGN_IN_CALLBACK]);
    connector = await newConnector({ issuer: second.issuer });
    second.misbehave({ answer: () => ({ status: 404 }) });
    const response = await browser.post(`/api/sso/connectors/${connector.id}/test`);
    expect(await response.json()).toMatchObject({
      transactionId: null,
      result: failedAt('discovery', 'provider_unavailable', 'issuer'),
    });
    await second.close();
  });

  it('belongs to the user, session and browser that started it', async () => {
    await assigned();
    const started = startedTestSchema.parse(
      await (await browser.post(`/api/sso/connectors/${connector.id}/test`)).json(),
    );
    const back = await provider.consent(started.authorizeUrl ?? '', 'ada');
    const other = await world.person({ isAdministrator: true });
    for (const [name, value] of browser.cookies)
      if (name.startsWith('maker.tx')) other.browser.cookies.set(name, value);
    expect(await comeBack(other.browser, back)).toContain('reason=not_for_this_request');
    expect(await comeBack(new Browser(), back)).toContain('reason=not_for_this_request');
    await expect(
      readSignInTest(world.ctx(other.actor), { transactionId: started.transactionId ?? '' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await comeBack(browser, back)).toContain('/connect/sign-in-test/');
  });

  it('requires permission to modify connectors', async () => {
    const { browser: theirs } = await world.person({ permissions: ['sso-connectors.access'] });
    expect((await theirs.post(`/api/sso/connectors/${connector.id}/test`)).status).toBe(403);
  });
});
