import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestSandbox, type SandboxClient } from '@/sandbox/testing/sandbox-client';
import type { ProviderAccess } from '@/lib/integrations/crm/contract/access';
import { ProviderError } from '@/lib/integrations/provider-error';
import { accessTo, change, hubspotAt, optionalScopes, requiredScopes } from '../support/hubspot-session';

/**
 * Whatever the provider calls, the scopes for it are among those that a new authentication method asks for.
 * Two judges: the sandbox, which enforces scopes per address, and the list below, which knows every address.
 */
let sandbox: SandboxClient;
let account: ReturnType<typeof hubspotAt>;

beforeAll(async () => {
  sandbox = await startTestSandbox();
});
beforeEach(async () => {
  await sandbox.control('reset');
  // Otherwise a property of ours is never needed, and the address that makes it never called.
  await change(sandbox, { 'crm.uniqueCreationKeyWritable': false, 'limits.search': 100 });
  account = hubspotAt(sandbox);
});
afterAll(() => sandbox.close());

const contact = (id: string) => ({ objectApiName: 'contacts', id });
const allScopes = [...requiredScopes, ...optionalScopes];

/** Everything the product does with a token, for each object it does it to. */
const OPERATIONS: Record<string, (access: ProviderAccess) => Promise<unknown>> = {
  identifyAccount: (access) =>
    account.hubspot.auth.identifyAccount(access.accessToken, {
      appId: null,
      clientId: '',
      accountId: access.account.id,
      accountDomain: null,
      userId: '1',
      email: null,
      scopes: [],
    }),
  ...forEach(['contacts', 'companies', 'deals', 'tickets', 'calls'], (object) => ({
    [`search ${object}`]: (access) =>
      account.hubspot.records.search(access, {
        objectApiName: object,
        criteria: [{ kind: 'text', text: 'a' }],
        properties: [],
        limit: 1,
      }),
    [`read ${object}`]: (access) => account.hubspot.records.getMany(access, object, ['1'], []),
    [`describe ${object}`]: (access) => account.schema.describeObject(access, object),
  })),
  'create contact': (access) =>
    account.hubspot.records.create(access, { objectApiName: 'contacts', values: { firstname: 'A' } }),
  'create ticket': (access) =>
    account.hubspot.records.create(access, {
      objectApiName: 'tickets',
      values: { subject: 'A', hs_pipeline_stage: '1' },
    }),
  'update contact': (access) => account.hubspot.records.update(access, contact('1'), { firstname: 'A' }),
  'update ticket': (access) =>
    account.hubspot.records.update(access, { objectApiName: 'tickets', id: '1' }, { subject: 'A' }),
  'log call': (access) =>
    account.hubspot.records.upsertByKey(access, {
      objectApiName: 'calls',
      key: { property: 'maker_interaction_id', value: 'x' },
      values: { hs_timestamp: '2026-11-23T09:00:00Z' },
    }),
  'find logged call': (access) =>
    account.hubspot.records.findByKey(access, 'calls', { property: 'maker_interaction_id', value: 'x' }, []),
  'link call with contact': (access) =>
    account.hubspot.records.associate(access, { from: { objectApiName: 'calls', id: '1' }, to: contact('1') }),
  'link call with ticket': (access) =>
    account.hubspot.records.associate(access, {
      from: { objectApiName: 'calls', id: '1' },
      to: { objectApiName: 'tickets', id: '1' },
    }),
  'tickets of contact': (access) => account.hubspot.records.listRelated(access, contact('1'), 'tickets', []),
  'write key': (access) =>
    account.hubspot.records.detectWriteKey(access, 'calls', { mayCreateProperty: true, grantedScopes: allScopes }),
  objects: (access) => account.schema.listObjects(access),
  owner: (access) => account.owners.findByEmail(access, 'a@example.com'),
};

/** Every address of the product with the scope that opens it. https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/scopes */
const ADDRESSES: readonly [address: RegExp, scope: (object: string) => string][] = [
  [/^GET \/account-info\/2026-09\/details$/, () => 'oauth'],
  [/^POST \/crm\/objects\/2026-09\/(\w+)\/(?:search|batch\/read)$/, readScope],
  [/^POST \/crm\/objects\/2026-09\/(\w+)(?:\/batch\/upsert)?$/, writeScope],
  [/^PATCH \/crm\/objects\/2026-09\/(\w+)\/\d+$/, writeScope],
  [/^PUT \/crm\/objects\/2026-09\/(\w+)\/\d+\/associations\/default\/\w+\/\d+$/, writeScope],
  [/^GET \/crm\/objects\/2026-09\/(\w+)\/\d+\/associations\/\w+$/, readScope],
  [/^GET \/crm\/properties\/2026-09\/(\w+)(?:\/\w+)?$/, readScope],
  [
    /^POST \/crm\/properties\/2026-09\/(\w+)$/,
    (object) => (object === 'tickets' ? 'tickets' : 'crm.schemas.contacts.write'),
  ],
  [/^GET \/crm\/pipelines\/2026-09\/(\w+)$/, readScope],
  [/^GET \/crm\/owners\/2026-09$/, () => 'crm.objects.owners.read'],
  [/^GET \/crm-object-schemas\/2026-09\/schemas$/, () => 'crm.schemas.custom.read'],
  [/^GET \/calling\/v1\/dispositions$/, () => 'crm.objects.contacts.read'],
];

function readScope(object: string): string {
  if (object === 'tickets') return 'tickets';
  return `crm.objects.${object === 'calls' ? 'contacts' : object}.read`;
}

function writeScope(object: string): string {
  return object === 'tickets' ? 'tickets' : 'crm.objects.contacts.write';
}

function forEach(objects: string[], make: (object: string) => typeof OPERATIONS): typeof OPERATIONS {
  return Object.assign({}, ...objects.map(make));
}

/** What a token lacks for an operation; an operation may fail for any other reason here. */
async function missing(
  operation: (access: ProviderAccess) => Promise<unknown>,
  access: ProviderAccess,
): Promise<readonly string[]> {
  try {
    await operation(access);
  } catch (error) {
    if (error instanceof ProviderError) return error.kind === 'scope_missing' ? error.missingScopes : [];
    throw error;
  }
  return [];
}

describe('with the scopes of a new authentication method', () => {
  it('no call lacks a scope', async () => {
    const access = await accessTo(sandbox, { scopes: allScopes });
    for (const [name, operation] of Object.entries(OPERATIONS))
      expect(await missing(operation, access), name).toEqual([]);
  });

  it('nor does it without the optional ones', async () => {
    const access = await accessTo(sandbox, { scopes: requiredScopes });
    for (const [name, operation] of Object.entries(OPERATIONS))
      expect(await missing(operation, access), name).toEqual([]);
  });
});

it('all missing scopes can be granted', async () => {
  const access = await accessTo(sandbox, { scopes: ['oauth'] });
  const lacking = new Map<string, readonly string[]>();
  for (const [name, operation] of Object.entries(OPERATIONS)) lacking.set(name, await missing(operation, access));
  expect(lacking.get('search contacts')).toEqual(['crm.objects.contacts.read']);
  expect(lacking.get('log call')).toEqual(['crm.objects.contacts.write']);
  expect(lacking.get('owner')).toEqual(['crm.objects.owners.read']);
  const refused = [...lacking.values()].filter((scopes) => scopes.length > 0);
  expect(refused.length).toBeGreaterThan(15);
  // HubSpot sometimes names several of which one is enough.
  for (const scopes of refused)
    expect(
      scopes.some((scope) => allScopes.includes(scope)),
      scopes.join(),
    ).toBe(true);
});

it('calls only endpoints whose scope is known and offered', async () => {
  const access = await accessTo(sandbox, { scopes: allScopes });
  for (const operation of Object.values(OPERATIONS)) await missing(operation, access);
  const called = [...new Set(account.sent.map(({ method, path }) => `${method} ${path}`))];
  const used = new Set<RegExp>();
  for (const address of called) {
    const entry = ADDRESSES.find(([pattern]) => pattern.test(address));
    if (!entry) throw new Error(`Nobody said which scope ${address} needs`);
    used.add(entry[0]);
    expect(allScopes, address).toContain(entry[1](entry[0].exec(address)?.[1] ?? ''));
  }
  // Call outcomes have an address of their own only where the property does not list them; here it does.
  const unused = ADDRESSES.map(([pattern]) => pattern).filter((pattern) => !used.has(pattern));
  expect(unused.map(String)).toEqual([String(/^GET \/calling\/v1\/dispositions$/)]);
});
