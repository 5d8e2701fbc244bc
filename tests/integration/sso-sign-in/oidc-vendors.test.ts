import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createConnector } from '@/lib/services/sso-connectors/create-connector';
import { Browser, PUBLIC_URL, SIGN_IN_CALLBACK, startWorld } from '../../support/connect-world';
import { oidcSettings, startIdentityProvider, type OidcSettings } from '../../support/identity-provider';

/** The provider of the tests, made to differ from the standard's ideal as Google and Entra ID do. */
const world = await startWorld();
const ADA = 'ada@example.org';

/** What is published: token endpoint, keys and userinfo on hosts of their own; the `iss` of answers isn't promised. */
const google = await startIdentityProvider([PUBLIC_URL + SIGN_IN_CALLBACK], 0, {
  hasSecondHost: true,
  published: {
    authorization_response_iss_parameter_supported: undefined,
    scopes_supported: ['openid', 'email', 'profile'],
  },
});
/** One issuer per tenant, below a path; userinfo on another vendor's host; says nothing of PKCE and of verified addresses. */
const TENANT = '/8b0c3a52-6b5e-4a3d-9d3e-2f1f0c6d7e11/v2.0';
const entra = await startIdentityProvider([PUBLIC_URL + SIGN_IN_CALLBACK], 0, {
  path: TENANT,
  hasClaimsInToken: true,
  published: {
    authorization_response_iss_parameter_supported: undefined,
    code_challenge_methods_supported: undefined,
    userinfo_endpoint: 'https://graph.example/oidc/userinfo',
  },
});
afterAll(() => Promise.all([google.close(), entra.close()]));

/** As the product knows them, with addresses on this machine instead of theirs. */
const know = () =>
  world.knowIssuers({
    [new URL(google.issuer).origin]: { vendor: 'google', origins: [google.secondHost ?? ''] },
    [new URL(entra.issuer).origin]: { vendor: 'entra', origins: [] },
  });
know();

afterEach(async () => {
  google.accounts.clear();
  entra.accounts.clear();
  await world.db.user.updateMany({ where: { email: ADA }, data: { ssoConnectorId: null } });
  await world.db.user.deleteMany({ where: { email: ADA } });
  await world.db.ssoConnector.deleteMany();
  know();
});

type Server = typeof google;
async function connect(server: Server, change: Partial<OidcSettings> = {}) {
  const { id } = await createConnector(world.ctx(world.administrator.actor), {
    name: 'Company',
    reference: 'company',
    type: 'oidc',
    enabled: true,
    oidc: oidcSettings(server, change),
  });
  return { id, person: await world.person({ email: ADA, connectorId: id }) };
}

async function signIn(server: Server): Promise<string> {
  const browser = new Browser();
  const started = (await browser.get('/api/sso/login/company')).headers.get('location') ?? '';
  if (!started.startsWith(server.issuer.replace(/\/$/, ''))) return reasonOf(started);
  return reasonOf(
    (await browser.get(withoutIssuer(await server.consent(started, 'ada')))).headers.get('location') ?? '',
  );
}
/** Neither of them promises to name itself in its answer. */
function withoutIssuer(address: string): string {
  const url = new URL(address);
  url.searchParams.delete('iss');
  return url.href;
}
function reasonOf(location: string): string {
  const url = new URL(location);
  return url.searchParams.get('reason') ?? url.pathname;
}

describe('Google', () => {
  const account = { sub: 'ada', email: ADA, email_verified: true };

  it('signs in an account of an organisation that it hosts, through its several hosts', async () => {
    await connect(google);
    google.accounts.set('ada', { ...account, hd: 'example.org' });
    expect(await signIn(google)).toBe('/banner');
  });

  it("isn't believed about an address that it doesn't host: its owner may have changed", async () => {
    await connect(google);
    google.accounts.set('ada', account);
    expect(await signIn(google)).toBe('email_not_verified');
    // Known by their subject from then on, whatever becomes of the address.
    google.accounts.set('ada', { ...account, hd: 'example.org' });
    expect(await signIn(google)).toBe('/banner');
    google.accounts.set('ada', { sub: 'ada', email: 'someone@example.com', email_verified: true });
    expect(await signIn(google)).toBe('/banner');
  });

  it('has no groups: the role stays as it is', async () => {
    const role = await world.db.role.create({ data: { name: 'By group', permissions: [] } });
    const { person } = await connect(google, {
      groupsClaim: 'groups',
      groupRoles: [{ group: 'agents', roleId: role.id }],
      admitsWithoutGroup: true,
    });
    google.accounts.set('ada', { ...account, hd: 'example.org' });
    const before = await world.db.user.findUniqueOrThrow({ where: { id: person.actor.userId } });
    expect(await signIn(google)).toBe('/banner');
    expect((await world.db.user.findUniqueOrThrow({ where: { id: person.actor.userId } })).roleId).toBe(before.roleId);
  });

  it('is the only one whose endpoints may be on these hosts', async () => {
    world.knowIssuers({});
    await connect(google);
    google.accounts.set('ada', { ...account, hd: 'example.org' });
    expect(await signIn(google)).toBe('provider_unavailable');
  });
});

describe('Entra ID', () => {
  it('is one tenant, whose address is not said to be verified: only with xms_edov, or if the connector accepts that', async () => {
    const { id } = await connect(entra);
    entra.accounts.set('ada', { sub: 'ada', email: ADA });
    expect(await signIn(entra)).toBe('email_not_verified');
    for (const xms_edov of [false, '0']) {
      entra.accounts.set('ada', { sub: 'ada', email: ADA, xms_edov });
      expect(await signIn(entra)).toBe('email_not_verified');
    }
    entra.accounts.set('ada', { sub: 'ada', email: ADA, xms_edov: true });
    expect(await signIn(entra)).toBe('/banner');
    await world.db.ssoIdentity.deleteMany({ where: { connectorId: id } });
    await world.db.oidcClient.update({ where: { connectorId: id }, data: { acceptsUnverifiedEmail: true } });
    entra.accounts.set('ada', { sub: 'ada', email: ADA });
    expect(await signIn(entra)).toBe('/banner');
  });

  it('names tenants in its issuer: the one of all tenants, which stands for nobody, is refused', async () => {
    const everybody = await startIdentityProvider([PUBLIC_URL + SIGN_IN_CALLBACK], 0, {
      path: '/common/v2.0',
      published: { issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0' },
    });
    await connect(everybody);
    everybody.accounts.set('ada', { sub: 'ada', email: ADA, email_verified: true });
    expect(await signIn(everybody)).toBe('provider_unavailable');
    await everybody.close();
  });

  it('takes the groups of its token, which are IDs, and says how somebody signed in', async () => {
    const group = 'c9ac0b5e-2f5a-4b7e-8f6e-0a6d3c1b2a90';
    const role = await world.db.role.create({ data: { name: 'By group ID', permissions: [] } });
    const { id, person } = await connect(entra, { groupsClaim: 'groups', groupRoles: [{ group, roleId: role.id }] });
    entra.accounts.set('ada', { sub: 'ada', email: ADA, xms_edov: '1', groups: [group] });
    entra.misbehave({
      idToken: (claims) => ({
        claims: { ...claims, email: ADA, xms_edov: 1, groups: [group], acr: '1', amr: ['pwd', 'mfa'] },
      }),
    });
    expect(await signIn(entra)).toBe('/banner');
    entra.misbehave({});
    expect((await world.db.user.findUniqueOrThrow({ where: { id: person.actor.userId } })).roleId).toBe(role.id);
    expect(await world.db.session.findFirstOrThrow({ where: { connectorId: id } })).toMatchObject({
      acr: '1',
      amr: ['pwd', 'mfa'],
    });
  });
});
