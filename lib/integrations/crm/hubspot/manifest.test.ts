import { describe, expect, it } from 'vitest';
import { crmFieldInputSchema, objectApiNameSchema } from '@/lib/domain/crm/crm';
import english from '@/messages/en/hubspot.json';
import french from '@/messages/fr/hubspot.json';
import { isProviderId, providerManifests } from '../manifests';
import { planScopes } from '@/lib/domain/rules/scope-plan';
import { defaultScopes, findKnownObject, scopesOfObject, type KnownObject } from '../contract/manifest';
import { hubspotManifest as manifest } from './manifest';
import { hubspotScopesSchema, hubspotSecretSchema, hubspotSettingsSchema } from './settings';

function messageKeys(node: unknown, path = ''): string[] {
  if (typeof node === 'string') return [path];
  return Object.entries(node ?? {}).flatMap(([key, child]) => messageKeys(child, path ? `${path}.${key}` : key));
}

function keysIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(keysIn);
  if (node === null || typeof node !== 'object') return [];
  return Object.entries(node).flatMap(([name, value]) =>
    name.endsWith('Key') && typeof value === 'string' ? [value] : keysIn(value),
  );
}

function namesIn({ titleProperties, phoneProperties, emailProperties, requiredOnCreate }: KnownObject): string[] {
  return [titleProperties, phoneProperties, emailProperties, requiredOnCreate].flat();
}

describe('the manifest', () => {
  it('has a text for every key in both languages, and no unused ones', () => {
    const used = [...new Set(keysIn(manifest))].sort();
    expect(messageKeys(english).sort()).toEqual(used);
    expect(messageKeys(french).sort()).toEqual(used);
  });

  it('offers the 17 fields of contacts, tickets and calls from the set-up article', () => {
    const usual = (name: string) =>
      findKnownObject(manifest, name)
        ?.fields.filter((field) => field.isUsual)
        .map((field) => `${field.apiName} ${field.type}`);
    expect(usual('contacts')).toEqual([
      'firstname short_text',
      'lastname short_text',
      'phone phone',
      'mobilephone phone',
      'email email',
    ]);
    expect(usual('tickets')).toEqual([
      'hs_object_id short_text',
      'subject short_text',
      'hs_pipeline_stage short_text',
      'content long_text',
    ]);
    expect(usual('calls')).toEqual([
      'hs_call_title short_text',
      'hs_call_status short_text',
      'hs_call_direction short_text',
      'hs_call_duration numeric',
      'hs_call_from_number phone',
      'hs_call_to_number phone',
      'hs_timestamp date_time',
      'hs_call_disposition short_text',
    ]);
  });

  it('suggests only values that pass our own validation', () => {
    for (const object of manifest.objects) {
      expect(objectApiNameSchema.safeParse(object.apiName).success).toBe(true);
      for (const field of object.fields) {
        const options =
          field.type === 'list' ? (field.knownValues ?? []).map(({ value }) => ({ value, label: value })) : [];
        const input = {
          name: field.nameKey,
          apiName: field.apiName,
          type: field.type,
          readOnly: field.isReadOnly,
          options,
        };
        expect(crmFieldInputSchema.safeParse(input).error?.issues ?? []).toEqual([]);
      }
    }
  });

  it("finds an object by each of its names, and names no property it doesn't offer", () => {
    for (const object of manifest.objects) {
      for (const name of [object.apiName, object.typeId, ...object.aliases])
        expect(findKnownObject(manifest, name)).toBe(object);
      const offered = object.fields.map((field) => field.apiName);
      for (const name of namesIn(object)) expect(offered).toContain(name);
    }
    for (const { from, to } of manifest.associations)
      expect([findKnownObject(manifest, from), findKnownObject(manifest, to)]).not.toContain(null);
  });

  it('is plain data that can be sent to a browser', () => {
    expect(JSON.parse(JSON.stringify(manifest))).toEqual(manifest);
    expect(Object.keys(providerManifests).every(isProviderId)).toBe(true);
    expect(isProviderId('toString')).toBe(false);
  });
});

/** As planned by the product. */
function needed(...uses: (readonly [objectApiName: string, access: 'read' | 'write'])[]): string[] {
  const plan = planScopes({
    uses: uses.map(([objectApiName, access]) => ({
      objectApiName,
      access,
      reason: { key: 'object_shown', params: { object: objectApiName } },
    })),
    scopesOf: (apiName) => scopesOfObject(manifest, apiName),
    base: [],
    listed: [],
    granted: null,
  });
  return plan.needed.map(({ scope }) => scope);
}

describe('the scopes', () => {
  it('are a valid list for an authentication method', () => {
    const lists = {
      requiredScopes: defaultScopes(manifest, 'required'),
      optionalScopes: defaultScopes(manifest, 'optional'),
    };
    expect(hubspotScopesSchema.parse(lists)).toEqual(lists);
  });

  it('cover reading every known object by default', () => {
    const scopes = needed(...manifest.objects.map(({ apiName }) => [apiName, 'read'] as const));
    expect(scopes).toEqual([
      'crm.objects.companies.read',
      'crm.objects.contacts.read',
      'crm.objects.deals.read',
      'sales-email-read',
      'tickets',
    ]);
    // Only accounts that log emails need it, and not every account can grant it.
    const always = scopes.filter((scope) => scope !== 'sales-email-read');
    for (const scope of always) expect(defaultScopes(manifest, 'required')).toContain(scope);
    expect(needed(['emails', 'read'])).toContain('sales-email-read');
  });

  it('of activities are those of contacts, and never those of custom objects', () => {
    for (const name of ['calls', 'communications', '0-46', 'task', 'meetings'])
      expect(needed([name, 'write'])).toEqual(['crm.objects.contacts.read', 'crm.objects.contacts.write']);
    expect(needed(['emails', 'write'])).toEqual([
      'crm.objects.contacts.read',
      'crm.objects.contacts.write',
      'sales-email-read',
    ]);
  });

  it('cover logging a call on a contact and a ticket by default', () => {
    const scopes = needed(['calls', 'write'], ['0-5', 'write'], ['contact', 'read']);
    expect(scopes).toEqual(['crm.objects.contacts.read', 'crm.objects.contacts.write', 'tickets']);
    for (const scope of scopes) expect(defaultScopes(manifest, 'required')).toContain(scope);
  });

  it('of an unknown object are those of custom objects', () => {
    expect(needed(['p1_cars', 'write'])).toEqual([
      'crm.objects.custom.read',
      'crm.objects.custom.write',
      'crm.schemas.custom.read',
    ]);
  });

  it.each([
    [[], [], 'hubspot_scope_oauth'],
    [['tickets'], [], 'hubspot_scope_oauth'],
    [['oauth', 'a b'], [], 'hubspot_scope'],
    [['oauth', ''], [], 'hubspot_scope'],
  ])('%j with %j are refused', (requiredScopes, optionalScopes, message) => {
    expect(
      hubspotScopesSchema.safeParse({ requiredScopes, optionalScopes }).error?.issues.map((issue) => issue.message),
    ).toContain(message);
  });
});

describe('duplicate scopes', () => {
  it.each([
    [['oauth', 'tickets'], ['tickets'], ['optionalScopes']],
    [['oauth', 'oauth'], [], ['requiredScopes']],
    [['oauth'], ['tickets', 'tickets'], ['optionalScopes']],
    [
      ['oauth', 'oauth'],
      ['tickets', 'tickets'],
      ['requiredScopes', 'optionalScopes'],
    ],
  ])('%j with %j is refused in %j', (requiredScopes, optionalScopes, lists) => {
    const issues = hubspotScopesSchema.safeParse({ requiredScopes, optionalScopes }).error?.issues ?? [];
    expect(issues.map(({ path, message }) => [path.join('.'), message])).toEqual(
      lists.map((list) => [list, 'hubspot_scope_twice']),
    );
  });
});

describe("the method's settings", () => {
  const good = { environment: '1234567', clientId: '1a2b3c4d-1111-4222-8333-123456789abc' };

  it('accept surrounding spaces and capitals', () => {
    expect(
      hubspotSettingsSchema.parse({ environment: ' 1234567 ', clientId: ` ${good.clientId.toUpperCase()}\n` }),
    ).toEqual(good);
  });

  it.each([
    [{ environment: '' }, 'required'],
    [{ environment: 'my-app' }, 'hubspot_app_id'],
    [{ environment: '0123' }, 'hubspot_app_id'],
    [{ environment: '12345678901234' }, 'hubspot_app_id'],
    [{ environment: '١٢٣' }, 'hubspot_app_id'],
    [{ clientId: '1234567' }, 'hubspot_client_id'],
    [{ clientId: `${good.clientId}0` }, 'hubspot_client_id'],
    [{ clientId: good.clientId.replace('a', 'g') }, 'hubspot_client_id'],
    [{ extra: 1 }, ''],
  ])('%j is refused', (change, message) => {
    const result = hubspotSettingsSchema.safeParse({ ...good, ...change });
    expect(result.success).toBe(false);
    if (message) expect(result.error?.issues.map((issue) => issue.message)).toContain(message);
  });

  it.each(['', '   ', 'two words', 'tab\tinside', 'x'.repeat(201), 'sécret'])('refuse the secret %j', (secret) =>
    expect(hubspotSecretSchema.safeParse(secret).success).toBe(false),
  );
});
