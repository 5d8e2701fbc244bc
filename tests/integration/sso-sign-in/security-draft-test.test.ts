import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { startedTestSchema } from '@/lib/domain/answers/sso-connector';
import { readLatestTest } from '@/lib/services/sso-sign-in/queries';
import { testConnector } from '@/lib/services/sso-sign-in/test-connector';
import { createConnector } from '@/lib/services/sso-connectors/create-connector';
import { editConnector } from '@/lib/services/sso-connectors/edit-connector';
import { PUBLIC_URL, SIGN_IN_CALLBACK, startWorld } from '../../support/connect-world';
import { startIdentityProvider, oidcSettings, type OidcSettings } from '../../support/identity-provider';

const world = await startWorld();
const provider = await startIdentityProvider([PUBLIC_URL + SIGN_IN_CALLBACK]);
afterAll(() => provider.close());

const admin = world.administrator;
const byAdmin = () => world.ctx(admin.actor);
const settings = (change: Partial<OidcSettings> = {}) => oidcSettings(provider, change);
const WRONG = 'a-secret-that-is-wrong-and-never-stored';
let made = 0;

async function saved(): Promise<string> {
  made += 1;
  const reference = `idp-${made}`;
  const input = { name: reference, reference, type: 'oidc' as const, enabled: true, oidc: settings() };
  return (await createConnector(byAdmin(), input)).id;
}

beforeEach(async () => {
  await world.db.user.deleteMany({ where: { email: 'ada@example.org' } });
  provider.accounts.clear();
  provider.accounts.set('ada', { sub: 'ada', email: 'ada@example.org', email_verified: true });
});

/** As the form does it: what it holds now, there and back. */
async function runTest(draft: { connectorId: string | null; oidc: object }, person = admin) {
  const response = await person.browser.post('/api/sso/connectors/test', { type: 'oidc', ...draft });
  expect(response.status).toBe(200);
  const { transactionId, authorizeUrl } = startedTestSchema.parse(await response.json());
  const back = await provider.consent(authorizeUrl ?? '', 'ada');
  expect((await person.browser.get(back)).headers.get('location')).toContain('/connect/sign-in-test/');
  const row = await world.db.oAuthTransaction.findUniqueOrThrow({ where: { id: transactionId ?? '' } });
  return { row, view: await readLatestTest(world.ctx(person.actor), { connectorId: draft.connectorId }) };
}

async function edit(id: string, oidc: object, enabled = true) {
  const { version, name, reference } = await world.db.ssoConnector.findUniqueOrThrow({ where: { id } });
  return editConnector(byAdmin(), { id, version, name, reference, enabled, oidc: settings(oidc) });
}

describe('a test of a form', () => {
  it('goes through every stage with a connector that nobody has saved, and stores none', async () => {
    const { actor } = await world.person({ email: 'ada@example.org' });
    const connectors = await world.db.ssoConnector.count();
    const entries = await world.db.historyEntry.count();
    const { row, view } = await runTest({ connectorId: null, oidc: settings() });
    expect(view).toMatchObject({
      connector: null,
      type: 'oidc',
      result: { failure: null, isDraft: true, identity: { subject: 'ada' }, user: { id: actor.userId } },
    });
    expect(await world.db.ssoConnector.count()).toBe(connectors);
    expect(await world.db.historyEntry.count()).toBe(entries);
    expect(JSON.stringify(row)).not.toContain(provider.clientSecret);
  });

  it('says at which stage it fails, in the provider’s words and with the field, and keeps nothing', async () => {
    const id = await saved();
    const { row, view } = await runTest({ connectorId: id, oidc: settings({ clientSecret: WRONG }) });
    expect(view).toMatchObject({
      connector: { id },
      result: {
        failure: {
          stage: 'token',
          reason: 'credentials_refused',
          hint: 'clientSecret',
          providerCode: 'invalid_client',
        },
      },
    });
    expect(row.pending).toBeNull();
    expect(world.logs()).not.toContain(WRONG);
    // The saved one has not been tested by it.
    expect(await world.db.ssoConnector.findUnique({ where: { id } })).toMatchObject({ testedVersion: null });
    const noDiscovery = await testConnector(byAdmin(), {
      draft: { connectorId: id, type: 'oidc', oidc: settings({ issuer: `${provider.issuer}/other` }) },
    });
    expect(noDiscovery).toMatchObject({ kind: 'failed', result: { failure: { hint: 'issuer' }, isDraft: true } });
  });

  it('sends the secret that is set to no other client, and asks for one where none is set', async () => {
    const id = await saved();
    const test = (connectorId: string | null, oidc: object) =>
      testConnector(byAdmin(), { draft: { connectorId, type: 'oidc', oidc: settings({ clientSecret: '', ...oidc }) } });
    const at = (key: string) => ({ code: 'INVALID_INPUT', fields: { 'oidc.clientSecret': { key } } });
    await expect(test(id, { clientId: provider.otherClientId })).rejects.toMatchObject(at('client_secret_again'));
    await expect(test(id, { issuer: 'https://login.example.com' })).rejects.toMatchObject(at('client_secret_again'));
    await expect(test(null, {})).rejects.toMatchObject(at('required'));
    expect(await test(id, {})).toMatchObject({ kind: 'started' });
  });

  it('needs the right to change connectors', async () => {
    const { browser } = await world.person({ permissions: ['sso-connectors.access', 'sso-connectors.create'] });
    const body = { connectorId: null, type: 'oidc', oidc: settings() };
    expect((await browser.post('/api/sso/connectors/test', body)).status).toBe(403);
  });
});

describe('a form that was tested', () => {
  const isTested = async (id: string) => {
    const { version, testedVersion } = await world.db.ssoConnector.findUniqueOrThrow({ where: { id } });
    return version === testedVersion;
  };

  it('counts as tested once it is saved as it was, and not otherwise', async () => {
    const id = await saved();
    await world.person({ email: 'ada@example.org', connectorId: id });
    await runTest({ connectorId: id, oidc: settings({ scopes: ['openid', 'email', 'profile'] }) });
    await edit(id, { scopes: ['openid', 'email'] });
    expect(await isTested(id)).toBe(false);
    await edit(id, { scopes: ['openid', 'email', 'profile'] });
    expect(await isTested(id)).toBe(true);
    await edit(id, { scopes: ['openid', 'email', 'profile'], clientSecret: WRONG });
    expect(await isTested(id)).toBe(false);
  });

  it('changes a connector that a role requires; nothing else does', async () => {
    const id = await saved();
    const { actor } = await world.person({ email: 'ada@example.org', connectorId: id });
    const { roleId } = await world.db.user.findUniqueOrThrow({ where: { id: actor.userId } });
    await world.db.role.update({ where: { id: roleId }, data: { requiredConnectorId: id } });
    const wider = { scopes: ['openid', 'email', 'profile'] };
    const refused = { code: 'INVALID_INPUT', fields: { 'oidc.clientSecret': { key: 'setting_is_required' } } };
    await expect(edit(id, wider)).rejects.toMatchObject(refused);
    // Somebody else's test, one that failed, and one of long ago.
    const other = await world.person({ isAdministrator: true });
    await runTest({ connectorId: id, oidc: settings(wider) }, other);
    await runTest({ connectorId: id, oidc: settings({ ...wider, clientSecret: WRONG }) });
    await expect(edit(id, wider)).rejects.toMatchObject(refused);
    const { row } = await runTest({ connectorId: id, oidc: settings(wider) });
    const expiresAt = (at: Date) =>
      world.db.oAuthTransaction.update({ where: { id: row.id }, data: { expiresAt: at } });
    await expiresAt(new Date(Date.now() - 1000));
    await expect(edit(id, wider)).rejects.toMatchObject(refused);
    await expiresAt(row.expiresAt);
    await edit(id, wider);
    expect(await isTested(id)).toBe(true);
    // It is still not switched off.
    await expect(edit(id, wider, false)).rejects.toMatchObject({
      fields: { enabled: { key: 'connector_is_required' } },
    });
  });
});
