import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { providerErrorOf } from '@/tests/support/caught';
import { json, startFaultyServer, type FaultyAnswer, type FaultyServer } from '@/tests/support/faulty-server';
import { providerContext } from '@/tests/support/provider-context';
import { createHubspot } from './index';

let server: FaultyServer;
beforeEach(async () => {
  server = await startFaultyServer();
});
afterEach(() => server.close());

const access = { accessToken: 't', account: { id: '1', uiDomain: 'app.hubspot.com' } };
const property = (name: string, more: Record<string, unknown> = {}) => ({
  name,
  label: name,
  description: '',
  groupName: 'call',
  type: 'string',
  fieldType: 'text',
  options: [],
  hasUniqueValue: true,
  modificationMetadata: { readOnlyValue: false, archivable: true, readOnlyDefinition: false },
  ...more,
});
const absent = json(404, { category: 'OBJECT_NOT_FOUND', message: 'x' });
const theirs = 'GET /crm/properties/2026-09/calls/hs_unique_creation_key';
const ours = 'GET /crm/properties/2026-09/calls/maker_interaction_id';
const neighbour = 'GET /crm/properties/2026-09/calls/hs_object_id';
const creation = 'POST /crm/properties/2026-09/calls';

/** Returns the given responses by path, and 404 for others. */
function account(answers: Record<string, FaultyAnswer>) {
  server.answerWith((request, ...rest) => (answers[`${request.method} ${request.url}`] ?? absent)(request, ...rest));
}

const detect = (mayCreateProperty = true, grantedScopes = ['crm.schemas.contacts.write']) =>
  createHubspot(providerContext(server.url)).records.detectWriteKey(access, 'calls', {
    mayCreateProperty,
    grantedScopes,
  });
const asked = () => server.seen.map((request) => `${request.method} ${request.url}`);
const readOnly = { modificationMetadata: { readOnlyValue: true } };

describe('detectWriteKey', () => {
  it("uses HubSpot's own property if it is writable", async () => {
    account({ [theirs]: json(200, property('hs_unique_creation_key')) });
    expect(await detect()).toEqual({ kind: 'property', name: 'hs_unique_creation_key' });
    expect(asked()).toEqual([theirs]);
  });

  it.each([
    ['may not be written', readOnly],
    ['is calculated', { calculated: true }],
    ['may repeat', { hasUniqueValue: false }],
    ['is a number', { type: 'number' }],
  ])('skips it if it %s, and uses ours', async (_what, more) => {
    account({
      [theirs]: json(200, property('hs_unique_creation_key', more)),
      [ours]: json(200, property('maker_interaction_id')),
    });
    expect(await detect()).toEqual({ kind: 'property', name: 'maker_interaction_id' });
  });

  it('adds our property to the group of an existing one', async () => {
    account({
      [neighbour]: json(200, property('hs_object_id', { groupName: 'engagement' })),
      [creation]: json(201, property('maker_interaction_id')),
    });
    expect(await detect()).toEqual({ kind: 'property', name: 'maker_interaction_id' });
    expect(JSON.parse(server.seen.at(-1)?.body ?? '')).toMatchObject({
      name: 'maker_interaction_id',
      type: 'string',
      fieldType: 'text',
      groupName: 'engagement',
      hasUniqueValue: true,
    });
  });

  it.each([
    ['it was not asked to', () => detect(false)],
    ['the scope was not granted', () => detect(true, ['crm.objects.contacts.write'])],
  ])('adds no property if %s', async (_what, run) => {
    account({
      [neighbour]: json(200, property('hs_object_id')),
      [creation]: json(201, property('maker_interaction_id')),
    });
    expect(await run()).toEqual({ kind: 'none' });
    expect(asked()).toEqual([theirs, ours]);
  });

  it("leaves another app's property of that name alone", async () => {
    account({
      [ours]: json(200, property('maker_interaction_id', { hasUniqueValue: false })),
      [creation]: json(201, property('maker_interaction_id')),
    });
    expect(await detect()).toEqual({ kind: 'none' });
    expect(asked()).not.toContain(creation);
  });

  it.each([
    ['the scope is missing after all', json(403, { category: 'MISSING_SCOPES', message: 'x' })],
    ['there is no room for another', json(400, { category: 'VALIDATION_ERROR', message: 'x' })],
    ['it comes back without being unique', json(201, property('maker_interaction_id', { hasUniqueValue: false }))],
  ])('works without a key if %s', async (_what, answer) => {
    account({ [neighbour]: json(200, property('hs_object_id')), [creation]: answer });
    expect(await detect()).toEqual({ kind: 'none' });
  });

  it('uses the property that another process has just created', async () => {
    let made = false;
    account({
      [neighbour]: json(200, property('hs_object_id')),
      [ours]: (...args) => (made ? json(200, property('maker_interaction_id')) : absent)(...args),
      [creation]: (...args) => {
        made = true;
        json(409, { category: 'OBJECT_ALREADY_EXISTS', message: 'x' })(...args);
      },
    });
    expect(await detect()).toEqual({ kind: 'property', name: 'maker_interaction_id' });
  });

  it("doesn't treat an outage as an answer", async () => {
    account({ [theirs]: json(503, {}) });
    expect(await providerErrorOf(detect())).toMatchObject({ kind: 'unavailable' });
    account({ [neighbour]: json(200, property('hs_object_id')), [creation]: json(502, {}) });
    expect(await providerErrorOf(detect())).toMatchObject({ kind: 'unavailable' });
  });
});
