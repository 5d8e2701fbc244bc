import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readPhone, type PhoneForms } from '@/lib/domain/phone/phone';
import { typeWarnings } from '@/lib/domain/crm/field-suggestion';
import { hubspotManifest } from '@/lib/integrations/crm/hubspot/manifest';
import { harbor } from '@/sandbox/seed/portals';
import { startTestSandbox, type SandboxClient } from '@/sandbox/testing/sandbox-client';
import type { ProviderAccess } from '@/lib/integrations/crm/contract/access';
import { providerErrorOf } from '../support/caught';
import { accessTo, cause, change, hubspotAt, requiredScopes } from '../support/hubspot-session';

/** The provider's records against the sandbox, over HTTP, with the scopes that the product asks for by default. */
let sandbox: SandboxClient;
let access: ProviderAccess;
let provider: ReturnType<typeof hubspotAt>;

beforeAll(async () => {
  sandbox = await startTestSandbox();
});
beforeEach(async () => {
  await sandbox.control('reset');
  await change(sandbox, { 'crm.indexDelayMs': 0 });
  access = await accessTo(sandbox, { scopes: requiredScopes });
  provider = hubspotAt(sandbox);
});
afterAll(() => sandbox.close());

const records = () => provider.hubspot.records;

const listSchema = z.object({
  results: z.array(z.object({ id: z.string(), properties: z.record(z.string(), z.string().nullable()) })),
});

/** As another client of HubSpot sees it. */
async function readRaw(path: string): Promise<unknown> {
  const answer = await sandbox.request(path, { headers: { authorization: `Bearer ${access.accessToken}` } });
  return answer.json();
}

async function seededContacts() {
  const { results } = listSchema.parse(
    await readRaw('/crm/v3/objects/contacts?limit=100&properties=phone,mobilephone,email,firstname,lastname'),
  );
  return results;
}

function phoneOf(text: string): PhoneForms {
  const reading = readPhone(text, { defaultCountry: 'FR' });
  if (!reading.ok) throw new Error(`${text} is no number: ${reading.reason}`);
  return reading.phone;
}

const searchPhone = (phone: PhoneForms, properties = ['phone', 'mobilephone']) =>
  records().search(access, {
    objectApiName: 'contacts',
    criteria: [{ kind: 'phone', properties, phone }],
    properties: ['firstname'],
    limit: 50,
  });

describe('finding a contact', () => {
  it('by number, however HubSpot stores it', async () => {
    const written = (await seededContacts()).flatMap(({ id, properties }) =>
      [properties.phone, properties.mobilephone].flatMap((text) =>
        text ? [{ id, text, style: text.replace(/\d/g, 'd') }] : [],
      ),
    );
    // One of each way of writing.
    const samples = [...new Map(written.map((entry) => [entry.style, entry])).values()].slice(0, 20);
    expect(samples.length).toBeGreaterThan(8);
    for (const { id, text } of samples) {
      // As the network announces the caller: in E.164, whatever was typed into HubSpot.
      const { e164 } = phoneOf(text);
      const page = await searchPhone(phoneOf(e164 ?? text));
      const found = page.records.find((record) => record.id === id);
      expect(found, `${text} by ${e164}`).toBeDefined();
      expect([found?.values.phone, found?.values.mobilephone]).toContain(text);
      expect(page.total).toBeGreaterThanOrEqual(page.records.length);
    }
  });

  it('by email address, ignoring case, and by words', async () => {
    const contact = (await seededContacts()).find(({ properties }) => properties.email);
    const email = contact?.properties.email ?? '';
    const byEmail = await records().search(access, {
      objectApiName: 'contacts',
      criteria: [{ kind: 'email', properties: ['email'], email: email.toUpperCase() }],
      properties: ['lastname'],
      limit: 10,
    });
    expect(byEmail.records.map((record) => record.id)).toEqual([contact?.id]);
    const byWords = await records().search(access, {
      objectApiName: 'contacts',
      criteria: [{ kind: 'text', text: `${contact?.properties.firstname} ${contact?.properties.lastname}` }],
      properties: ['email'],
      limit: 50,
    });
    expect(byWords.records.map((record) => record.values.email)).toContain(email);
  });

  it('by several criteria at once', async () => {
    const contact = (await seededContacts()).find(({ properties }) => properties.phone && properties.lastname);
    const criteria = [
      { kind: 'phone' as const, properties: ['phone', 'mobilephone'], phone: phoneOf(contact?.properties.phone ?? '') },
      { kind: 'equals' as const, property: 'lastname', value: contact?.properties.lastname ?? '' },
    ];
    const page = await records().search(access, { objectApiName: 'contacts', criteria, properties: [], limit: 10 });
    expect(page.records.map((record) => record.id)).toContain(contact?.id);
    for (const record of page.records) expect(record.values.lastname).toBe(contact?.properties.lastname);
  });

  it('never without criteria, and never a different contact', async () => {
    const nothing = { ...phoneOf('01 76 00 01 01'), raw: '', e164: null, national: null, lines: [], dialled: '' };
    expect(await searchPhone(nothing)).toEqual({
      records: [],
      total: 0,
    });
    expect((await searchPhone(phoneOf('+33 1 99 99 99 99'))).records).toEqual([]);
  });

  it('with more properties than a search can return', async () => {
    const properties = Array.from({ length: 200 }, (_, index) => `a_rather_long_property_name_${index}`).concat(
      'firstname',
      'email',
    );
    const contact = (await seededContacts()).find((entry) => entry.properties.phone && entry.properties.email);
    const page = await records().search(access, {
      objectApiName: 'contacts',
      criteria: [{ kind: 'phone', properties: ['phone'], phone: phoneOf(contact?.properties.phone ?? '') }],
      properties,
      limit: 50,
    });
    expect(page.records.find((record) => record.id === contact?.id)?.values.email).toBe(contact?.properties.email);
  });
});

describe('a record', () => {
  it('can be created, read, changed and cleared', async () => {
    const created = await records().create(access, {
      objectApiName: 'contacts',
      values: { firstname: 'Nora', phone: '+33 1 76 00 01 99' },
    });
    expect(created.url).toBe(`${sandbox.url}/contacts/${access.account.id}/record/0-1/${created.id}`);
    expect(created.updatedAt).toBeInstanceOf(Date);
    const changed = await records().update(access, created, { company: 'Example', phone: null });
    expect(changed.id).toBe(created.id);
    const read = await records().get(access, created, ['firstname', 'company', 'phone']);
    expect(read.values).toMatchObject({ firstname: 'Nora', company: 'Example', phone: null });
    // Others may be brought back for their groups of digits: comparing them is not the provider's.
    const found = (await searchPhone(phoneOf('+33176000199'))).records;
    expect(found.map(({ id }) => id)).not.toContain(created.id);
  });

  it('can be read in batches of hundreds, without deleted ones', async () => {
    const ids = (await seededContacts()).map(({ id }) => id);
    const [gone = '', ...rest] = ids;
    await sandbox.request(`/crm/v3/objects/contacts/${gone}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${access.accessToken}` },
    });
    const found = await records().getMany(access, 'contacts', [...ids, '999999999999'], ['email']);
    expect(found.map((record) => record.id)).toEqual(rest);
    expect(await providerErrorOf(records().get(access, { objectApiName: 'contacts', id: gone }, []))).toMatchObject({
      kind: 'not_found',
    });
    expect(
      await providerErrorOf(records().update(access, { objectApiName: 'contacts', id: '999999999999' }, { city: 'x' })),
    ).toMatchObject({ kind: 'not_found' });
  });

  it('is refused with the name of the invalid field', async () => {
    const create = (values: Record<string, string>) =>
      providerErrorOf(records().create(access, { objectApiName: 'contacts', values }));
    expect(await create({ not_a_property: 'x' })).toMatchObject({
      kind: 'invalid_request',
      fields: [{ apiName: 'not_a_property', code: 'PROPERTY_DOESNT_EXIST' }],
    });
    expect(await create({ createdate: '2026-01-01' })).toMatchObject({ kind: 'invalid_request' });
    await change(sandbox, { 'crm.recordCreatorRules': 'contacts:lastname,phone' });
    const missing = await create({ firstname: 'Nora', phone: '1' });
    expect(missing).toMatchObject({ kind: 'invalid_request', code: 'MISSING_REQUIRED_PROPERTY' });
  });

  it('is refused if another record has its address, and that record is named', async () => {
    const contact = (await seededContacts()).find(({ properties }) => properties.email);
    const error = await providerErrorOf(
      records().create(access, { objectApiName: 'contacts', values: { email: contact?.properties.email ?? '' } }),
    );
    expect(error).toMatchObject({ kind: 'conflict', existingRecordId: contact?.id });
  });

  it('can be linked in both directions; linking again has no effect', async () => {
    const [contact] = await seededContacts();
    const call = await records().create(access, {
      objectApiName: 'calls',
      values: { hs_timestamp: '2026-11-23T09:00:00Z', hs_call_title: 'x' },
    });
    const link = {
      from: { objectApiName: 'calls', id: call.id },
      to: { objectApiName: 'contacts', id: contact?.id ?? '' },
    };
    await records().associate(access, link);
    await records().associate(access, link);
    expect((await records().listRelated(access, link.from, 'contacts', ['email'])).map((record) => record.id)).toEqual([
      contact?.id,
    ]);
    const calls = await records().listRelated(access, link.to, 'calls', ['hs_call_title']);
    expect(calls.filter((record) => record.id === call.id)).toHaveLength(1);
    expect(calls.map((record) => record.updatedAt?.getTime() ?? 0)).toEqual(
      calls.map((record) => record.updatedAt?.getTime() ?? 0).sort((a, b) => b - a),
    );
    expect(
      await providerErrorOf(
        records().associate(access, { ...link, to: { objectApiName: 'contacts', id: '999999999999' } }),
      ),
    ).toMatchObject({ retryable: false });
  });

  it('can be unlinked in both directions, except for labelled links', async () => {
    const [contact, other] = await seededContacts();
    const call = await records().create(access, {
      objectApiName: 'calls',
      values: { hs_timestamp: '2026-11-23T09:00:00Z', hs_call_title: 'x' },
    });
    const from = { objectApiName: 'calls', id: call.id };
    const link = { from, to: { objectApiName: 'contacts', id: contact?.id ?? '' } };
    expect(await records().readLink(access, link)).toBe('none');
    expect(await records().dissociate(access, link)).toBe('none');
    await records().associate(access, link);
    expect(await records().readLink(access, link)).toBe('plain');
    expect(await records().dissociate(access, link)).toBe('none');
    expect(await records().readLink(access, { from: link.to, to: from })).toBe('none');

    const labelled = { from, to: { objectApiName: 'contacts', id: other?.id ?? '' } };
    const write = (method: string, path: string, body: unknown) =>
      sandbox.request(path, {
        method,
        headers: { authorization: `Bearer ${access.accessToken}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const types = z
      .object({ results: z.array(z.object({ typeId: z.number(), label: z.string().nullable() })) })
      .parse(
        await (
          await write('POST', '/crm/v4/associations/calls/contacts/labels', { name: 'reviewed', label: 'Reviewed' })
        ).json(),
      );
    const associationTypeId = types.results.find(({ label }) => label === 'Reviewed')?.typeId;
    await write('PUT', `/crm/v4/objects/calls/${call.id}/associations/contacts/${labelled.to.id}`, [
      { associationCategory: 'USER_DEFINED', associationTypeId },
    ]);
    expect(await records().dissociate(access, labelled)).toBe('labelled');
    expect(await records().readLink(access, labelled)).toBe('labelled');
    expect(
      await providerErrorOf(
        records().dissociate(access, { ...link, from: { objectApiName: 'calls', id: '999999999999' } }),
      ),
    ).toMatchObject({ kind: 'not_found' });
  });
});

describe('writing exactly once', () => {
  const values = { hs_timestamp: '2026-11-23T09:00:00Z', hs_call_title: 'Once', hs_call_direction: 'INBOUND' };
  const detect = (scopes: string[] = [...requiredScopes, 'crm.schemas.contacts.write']) =>
    records().detectWriteKey(access, 'calls', { mayCreateProperty: true, grantedScopes: scopes });

  async function callsNamedOnce(): Promise<number> {
    const page = await records().search(access, {
      objectApiName: 'calls',
      criteria: [{ kind: 'equals', property: 'hs_call_title', value: 'Once' }],
      properties: [],
      limit: 10,
    });
    return page.total;
  }

  it.each([
    ["HubSpot's property", true, 'hs_unique_creation_key'],
    ['a property of ours', false, 'maker_interaction_id'],
  ])('works with %s', async (_what, isWritable, name) => {
    await change(sandbox, { 'crm.uniqueCreationKeyWritable': isWritable });
    access = await accessTo(sandbox, { scopes: [...requiredScopes, 'crm.schemas.contacts.write'] });
    expect(await detect()).toEqual({ kind: 'property', name });
    expect(await detect([])).toEqual({ kind: 'property', name });

    const key = { property: name, value: 'maker:deployment:interaction:call' };
    expect(await records().findByKey(access, 'calls', key, [])).toBeNull();
    const first = await records().upsertByKey(access, { objectApiName: 'calls', key, values });
    expect(first.isNew).toBe(true);
    const again = await records().upsertByKey(access, {
      objectApiName: 'calls',
      key,
      values: { ...values, hs_call_body: 'Later' },
    });
    expect([again.isNew, again.record.id]).toEqual([false, first.record.id]);
    expect(await records().create(access, { objectApiName: 'calls', values, key })).toMatchObject({
      id: first.record.id,
    });
    expect((await records().findByKey(access, 'calls', key, ['hs_call_body']))?.values.hs_call_body).toBe('Later');
    expect(await callsNamedOnce()).toBe(1);
  });

  it.each([
    ['the answer is lost', { reset: 'after' }],
    ['the answer is an outage', { status: 502, when: 'after' }],
    ['the answer is cut in half', { malformed: true }],
  ])('works even if %s', async (_what, fault) => {
    const key = { property: 'hs_unique_creation_key', value: 'maker:d:i:call' };
    await cause(sandbox, { method: 'POST', path: '/crm/*/batch/upsert', ...fault });
    expect(['unavailable', 'invalid_response']).toContain(
      (await providerErrorOf(records().upsertByKey(access, { objectApiName: 'calls', key, values }))).kind,
    );
    // Written all the same: reading by the key sees it at once, and another try finds it.
    const written = await records().findByKey(access, 'calls', key, []);
    expect(await records().upsertByKey(access, { objectApiName: 'calls', key, values })).toMatchObject({
      isNew: false,
      record: { id: written?.id },
    });
    expect(await callsNamedOnce()).toBe(1);
  });

  it("isn't offered if the account allows neither", async () => {
    await change(sandbox, { 'crm.uniqueCreationKeyWritable': false });
    expect(await detect([...requiredScopes])).toEqual({ kind: 'none' });
    // Granted on paper, refused in fact.
    expect(await detect()).toEqual({ kind: 'none' });
  });
});

describe('the schema of an account', () => {
  it('lists its objects, and custom ones if permitted', async () => {
    const { schema } = provider;
    expect((await schema.listObjects(access)).map((object) => object.apiName)).toEqual([
      'contacts',
      'companies',
      'deals',
      'tickets',
      'calls',
      'emails',
      'communications',
      'notes',
      'tasks',
      'meetings',
    ]);
    const full = await accessTo(sandbox);
    for (const object of (await schema.listObjects(full)).filter((candidate) => candidate.isCustom)) {
      expect(object.apiName).toMatch(/^2-\d+$/);
      expect((await schema.describeObject(full, object.apiName)).properties.length).toBeGreaterThan(0);
    }
  });

  it.each(hubspotManifest.objects.map((object) => [object.apiName, object] as const))(
    'describes %s, including every suggested field',
    async (name, object) => {
      const { properties } = await provider.schema.describeObject(access, name);
      for (const field of object.fields) {
        const property = properties.find((candidate) => candidate.apiName === field.apiName);
        if (!property) throw new Error(`The account has no ${field.apiName}`);
        const suggestion = { type: field.type, required: property.isRequired, readOnly: field.isReadOnly };
        // A stage, a direction or an outcome may be shown as text; nothing may be a field that cannot hold the value.
        const ref = typeWarnings(suggestion, property).map((warning) => warning.key);
        expect(
          ref.filter((key) => key !== 'type_warning_list_as_text'),
          field.apiName,
        ).toEqual([]);
        const values = property.options.map((option) => option.value);
        if (values.length > 0)
          for (const known of field.knownValues ?? []) expect(values, field.apiName).toContain(known.value);
      }
    },
  );

  it("uses the account's IDs and labels for stages and outcomes", async () => {
    const { schema } = provider;
    const tickets = await schema.describeObject(access, 'tickets');
    const stage = tickets.properties.find((property) => property.apiName === 'hs_pipeline_stage');
    expect(stage?.options[0]).toEqual({ value: '1', label: 'New' });
    const calls = await schema.describeObject(access, 'calls');
    const outcome = calls.properties.find((property) => property.apiName === 'hs_call_disposition');
    expect(outcome?.options).toContainEqual({ value: 'f240bbac-87c9-4f6e-bf70-924b57d47db7', label: 'Connected' });
  });

  it('finds the owner with an email address', async () => {
    const { owners } = provider;
    expect(await owners.findByEmail(access, 'Lea@Atelier-Lumen.example')).toMatchObject({
      userId: '70110002',
      name: 'Léa Marchand',
    });
    expect(await owners.findByEmail(access, 'nobody@atelier-lumen.example')).toBeNull();
  });

  it('lists owners by the ID that records store', async () => {
    const listed = await provider.owners.list(access);
    expect(listed).toContainEqual(await provider.owners.findByEmail(access, 'lea@atelier-lumen.example'));
    expect(new Set(listed.map(({ id }) => id)).size).toBe(listed.length);
  });
});

describe('failures', () => {
  const search = () =>
    records().search(access, {
      objectApiName: 'contacts',
      criteria: [{ kind: 'text', text: 'a' }],
      properties: [],
      limit: 1,
    });
  const limited = (message: string, policyName: string) => ({
    status: 429,
    json: { status: 'error', message, errorType: 'RATE_LIMIT', policyName },
  });

  it.each([
    [{ status: 503 }, { kind: 'unavailable', retryable: true }],
    [{ status: 423 }, { kind: 'unavailable', retryAfterMs: 2_000 }],
    [
      { status: 477, headers: { 'Retry-After': '60' } },
      { kind: 'unavailable', retryAfterMs: 60_000 },
    ],
    [{ status: 502, html: '<html>502</html>' }, { kind: 'unavailable' }],
    [
      { status: 200, html: '<html>Sign in</html>' },
      { kind: 'invalid_response', code: 'NOT_JSON' },
    ],
    [
      { status: 302, headers: { Location: 'http://169.254.169.254/' } },
      { kind: 'invalid_response', code: 'REDIRECT_REFUSED' },
    ],
    [{ malformed: true }, { kind: 'invalid_response' }],
    [limited('You have reached your secondly limit.', 'SECONDLY'), { kind: 'rate_limited', retryAfterMs: 1_000 }],
    [
      limited('You have reached your ten_secondly_rolling limit.', 'TEN_SECONDLY_ROLLING'),
      { kind: 'rate_limited', retryAfterMs: 10_000 },
    ],
    [limited('You have reached your daily limit.', 'DAILY'), { kind: 'quota_exhausted', retryable: false }],
  ])('%j is %j', async (fault, expected) => {
    await cause(sandbox, { method: 'POST', path: '*/search', ...fault });
    const error = await providerErrorOf(search());
    expect(error).toMatchObject(expected);
  });

  it('a read is retried once', async () => {
    await cause(sandbox, { method: 'POST', path: '*/search', reset: 'before' });
    expect((await search()).total).toBeGreaterThan(0);
  });

  it('includes HubSpot’s correlation id', async () => {
    expect(
      (
        await providerErrorOf(
          records().get({ ...access, accessToken: 'unknown' }, { objectApiName: 'contacts', id: '1' }, []),
        )
      ).correlationId,
    ).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('ends with the access token', async () => {
    const short = await accessTo(sandbox, { scopes: requiredScopes, expiresInSeconds: 60 });
    await sandbox.control('clock', { advanceSeconds: 61 });
    const error = await providerErrorOf(records().get(short, { objectApiName: 'contacts', id: '1' }, []));
    expect(error).toMatchObject({ kind: 'auth_revoked', status: 401, code: 'EXPIRED_AUTHENTICATION' });
  });

  it("in one portal don't affect another", async () => {
    const elsewhere = await accessTo(sandbox, { portalId: harbor.portalId, scopes: requiredScopes });
    const [contact] = await seededContacts();
    expect(
      await providerErrorOf(records().get(elsewhere, { objectApiName: 'contacts', id: contact?.id ?? '' }, [])),
    ).toMatchObject({ kind: 'not_found' });
  });

  it("stay within the portal's limits", async () => {
    const many = Array.from({ length: 10 }, () =>
      records().search(access, {
        objectApiName: 'contacts',
        criteria: [{ kind: 'text', text: 'a' }],
        properties: [],
        limit: 1,
      }),
    );
    for (const page of await Promise.all(many)) expect(page.total).toBeGreaterThan(0);
  });
});
