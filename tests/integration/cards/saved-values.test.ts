import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CrmFieldInput } from '@/lib/domain/crm/crm';
import { createCard } from '@/lib/services/cards/create-card';
import { editCard } from '@/lib/services/cards/edit-card';
import { createFields } from '@/lib/services/crm-objects/create-fields';
import { readOwnInteraction } from '@/lib/services/interactions/list-own-interactions';
import { readInteraction } from '@/lib/services/interactions/queries';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { ruleDefinitionSchema } from '@/lib/domain/assignment/rule';
import { bannerInteractionSchema } from '@/lib/domain/answers/interaction';
import { traceSchema } from '@/lib/domain/trace';
import { configureArticle, hubspotClient, type ArticleWorld } from '../../support/article-world';
import { startWorld } from '../../support/connect-world';

const world = await startWorld();
let article: ArticleWorld;
let hubspot: Awaited<ReturnType<typeof hubspotClient>>;
let contactId: string;
const fieldIds = new Map<string, string>();

const STAGES = ['subscriber', 'lead', 'opportunity', 'customer'].map((value) => ({ value, label: value }));
const FIELDS: CrmFieldInput[] = [
  { name: 'Stage', apiName: 'lifecyclestage', type: 'list', required: false, readOnly: false, options: STAGES },
  { name: 'Bogus', apiName: 'bogus_prop', type: 'short_text', required: false, readOnly: false, options: [] },
  { name: 'Renewal', apiName: 'renewal', type: 'short_text', required: false, readOnly: false, options: [] },
];

beforeAll(async () => {
  article = await configureArticle(world);
  hubspot = await hubspotClient(world);
  await world.control('POST', '/settings', { 'crm.indexDelayMs': 0 });
  await hubspot.property('contacts', {
    name: 'renewal',
    label: 'Renewal',
    type: 'date',
    fieldType: 'date',
    groupName: 'contactinformation',
  });
  const ctx = world.ctx(world.administrator.actor);
  await createFields(ctx, { objectId: article.objectIds.contacts, fields: FIELDS });
  for (const field of await world.db.crmField.findMany({ where: { objectId: article.objectIds.contacts } }))
    fieldIds.set(field.apiName, field.id);
  contactId = (
    await hubspot.create('contacts', {
      firstname: 'Ines',
      lastname: 'Roche',
      phone: '01 76 99 88 40',
      lifecyclestage: 'customer',
    })
  ).id;
});

beforeEach(() => world.asOwner(`DELETE FROM "HistoryEntry" WHERE "entityType" = 'record'`));

const idOf = (apiName: string) => fieldIds.get(apiName) ?? '';
const byId = (values: Record<string, string | null>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [idOf(name), value]));
const edit = (values: Record<string, string | null>) =>
  editCard(world.ctx(article.agent.actor), {
    objectId: article.objectIds.contacts,
    recordId: contactId,
    values: byId(values),
  });
const histories = () => world.db.historyEntry.findMany({ where: { entityType: 'record' } });
const valueOf = (card: Awaited<ReturnType<typeof edit>>, apiName: string) =>
  card.fields.find(({ id }) => id === idOf(apiName))?.value;

describe('a value that HubSpot doesn’t save', () => {
  it('reports the old value, and the history records no change', async () => {
    const card = await edit({ lifecyclestage: 'lead' });
    expect(valueOf(card, 'lifecyclestage')).toBe('customer');
    expect(card.unsaved).toEqual([{ fieldId: idOf('lifecyclestage'), how: 'old' }]);
    expect(await histories()).toEqual([]);
  });

  it('says that HubSpot has no such property', async () => {
    const card = await edit({ bogus_prop: 'x' });
    expect(valueOf(card, 'bogus_prop')).toBeNull();
    expect(card.unsaved).toEqual([{ fieldId: idOf('bogus_prop'), how: 'unknown' }]);
    expect(await histories()).toEqual([]);
  });

  it("doesn't prevent saving the others, and the history records only those", async () => {
    const card = await edit({
      lifecyclestage: 'subscriber',
      bogus_prop: 'x',
      lastname: 'Rocher',
      phone: '+33 1 76 99 88 41',
    });
    expect(card.unsaved.map(({ fieldId }) => fieldId).toSorted()).toEqual(
      [idOf('lifecyclestage'), idOf('bogus_prop')].toSorted(),
    );
    expect(await hubspot.read('contacts', contactId, 'lastname', 'lifecyclestage')).toMatchObject({
      lastname: 'Rocher',
      lifecyclestage: 'customer',
    });
    expect(await histories()).toMatchObject([
      {
        action: 'record.edited',
        before: { lastname: 'Roche', phone: '01 76 99 88 40' },
        after: { lastname: 'Rocher', phone: '+33 1 76 99 88 41' },
      },
    ]);
    const [{ after } = { after: null }] = await histories();
    expect(Object.keys(after ?? {}).toSorted()).toEqual(['lastname', 'phone']);
  });

  it('is read again if the response omits it', async () => {
    await world.control('POST', '/faults', {
      method: 'PATCH',
      path: '*contacts/*',
      times: 1,
      when: 'after',
      status: 200,
      json: {
        id: contactId,
        properties: {},
        createdAt: '2026-11-23T09:00:00Z',
        updatedAt: '2026-11-23T09:00:00Z',
        archived: false,
      },
    });
    const card = await edit({ firstname: 'Inès' });
    expect(card.unsaved).toEqual([]);
    expect(valueOf(card, 'firstname')).toBe('Inès');
    expect(await histories()).toMatchObject([{ after: { firstname: 'Inès' } }]);
  });

  it('is reported beside the field if HubSpot refuses it', async () => {
    await world.control('POST', '/settings', { 'crm.updateOfUnwritableProperty': 'refuse' });
    await expect(edit({ bogus_prop: 'x' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      fields: { [`values.${idOf('bogus_prop')}`]: { key: 'provider_no_property', params: { property: 'bogus_prop' } } },
    });
    await world.control('POST', '/settings', { 'crm.updateOfUnwritableProperty': 'ignore' });
  });

  it('is reported for a new card too, with the saved value', async () => {
    const create = (values: Record<string, string>) =>
      createCard(world.ctx(article.agent.actor), {
        objectId: article.objectIds.contacts,
        values: byId(values),
        attemptId: randomUUID(),
      });
    const card = await create({ firstname: 'Yann', renewal: '1795392000000' });
    expect(card.unsaved).toEqual([{ fieldId: idOf('renewal'), how: 'other' }]);
    expect(await histories()).toMatchObject([
      { action: 'record.created', after: { firstname: 'Yann', renewal: '2026-11-23' } },
    ]);
    await expect(create({ firstname: 'Yann', bogus_prop: 'x' })).rejects.toMatchObject({
      fields: { [`values.${idOf('bogus_prop')}`]: { key: 'provider_no_property' } },
    });
  });
});

it("an edit that can't be read back is reported as sent, and recorded in the history", async () => {
  const firstname = 'Isaure';
  // Read once before the write, and not after it.
  await world.control('POST', '/faults', {
    path: `/crm/objects/2026-09/contacts/${contactId}`,
    method: 'PATCH',
    delayMs: 1500,
    when: 'after',
    times: 1,
  });
  world.calls.forget();
  const editing = edit({ firstname });
  await vi.waitUntil(() => world.calls.all().some(({ method }) => method === 'PATCH'), { timeout: 100_000 });
  await world.control('POST', '/faults', {
    path: '/crm/objects/2026-09/contacts/batch/read',
    status: 503,
    times: 50,
    when: 'before',
  });
  try {
    const card = await editing;
    expect(card.unsaved).toEqual([]);
    expect(valueOf(card, 'firstname')).toBe(firstname);
    expect(valueOf(card, 'lastname')).toMatch(/^Roche/);
    expect(await histories()).toMatchObject([{ action: 'record.edited', after: { firstname } }]);
  } finally {
    await world.control('DELETE', '/faults');
  }
});

it("a new card that can't be read back is still shown, to prevent duplicates", async () => {
  // The record is read through the batch; a call for one record is turned into that.
  await world.control('POST', '/faults', {
    path: '/crm/objects/2026-09/contacts/batch/read',
    status: 503,
    times: 20,
    when: 'before',
  });
  try {
    const card = await createCard(world.ctx(article.agent.actor), {
      objectId: article.objectIds.contacts,
      values: byId({ firstname: 'Noa', lastname: 'Petit' }),
      attemptId: randomUUID(),
    });
    expect(card).toMatchObject({ title: 'Noa Petit', unsaved: [] });
    expect(await histories()).toMatchObject([
      { action: 'record.created', after: { firstname: 'Noa', lastname: 'Petit' } },
    ]);
  } finally {
    await world.control('DELETE', '/faults');
  }
});

describe('a rule that writes a value HubSpot doesn’t save', () => {
  it('reports it in its reasons', async () => {
    const stored = await world.db.assignmentRule.findFirstOrThrow({ where: { crmId: article.crmId } });
    const literal = (apiName: string, text: string) => ({
      fieldId: idOf(apiName),
      source: { kind: 'literal' as const, text },
    });
    const definition = ruleDefinitionSchema.parse({
      channels: ['voice'],
      directions: ['incoming'],
      queues: [],
      card: { kind: 'any' },
      action: {
        kind: 'update',
        objectId: article.objectIds.contacts,
        mapping: [literal('lifecyclestage', 'lead'), literal('bogus_prop', 'x'), literal('firstname', 'Ines')],
        associations: [],
      },
    });
    await world.db.assignmentRule.update({ where: { id: stored.id }, data: { definition } });
    const { interactionId } = await receiveInteraction(
      article.telephone,
      article.event({ id: 'kept', customer: { number: '+33 1 76 99 88 41' } }),
    );
    await receiveInteraction(article.telephone, article.event({ id: 'kept', type: 'ended' }));
    expect(await article.work()).toEqual([]);
    const assignment = await world.db.interactionAssignment.findFirstOrThrow({ where: { interactionId } });
    expect(assignment).toMatchObject({ state: 'logged' });
    const trace = traceSchema.parse(assignment.trace);
    expect(trace.filter(({ tone }) => tone === 'problem').map(({ code, params }) => ({ code, params }))).toEqual([
      { code: 'field_kept_other', params: { field: 'Stage', value: 'lead', kept: 'customer' } },
      { code: 'field_unknown', params: { field: 'Bogus', property: 'bogus_prop' } },
    ]);
  });

  it("stays logged if it can't be read back", async () => {
    const { interactionId } = await receiveInteraction(
      article.telephone,
      article.event({ id: 'unread', customer: { number: '+33 1 76 99 88 41' } }),
    );
    await receiveInteraction(article.telephone, article.event({ id: 'unread', type: 'ended' }));
    await world.control('POST', '/faults', {
      path: '/crm/objects/2026-09/contacts/batch/read',
      status: 503,
      times: 50,
      when: 'before',
    });
    try {
      expect(await article.work()).toEqual([]);
    } finally {
      await world.control('DELETE', '/faults');
    }
    const assignment = await world.db.interactionAssignment.findFirstOrThrow({ where: { interactionId } });
    expect(assignment).toMatchObject({ state: 'logged' });
    expect(traceSchema.parse(assignment.trace).filter(({ tone }) => tone === 'problem')).toEqual([]);
  });
});

describe('a rule that writes a value HubSpot rejects', () => {
  it("is logged without it, names field and object, keeps HubSpot's own message apart, and shows the agent neither", async () => {
    const {
      ids: [bogus],
    } = await createFields(world.ctx(world.administrator.actor), {
      objectId: article.objectIds.calls,
      fields: FIELDS.filter(({ name }) => name === 'Bogus'),
    });
    const [title, at] = await Promise.all(
      ['hs_call_title', 'hs_timestamp'].map((apiName) => world.db.crmField.findFirstOrThrow({ where: { apiName } })),
    );
    const stored = await world.db.assignmentRule.findFirstOrThrow({ where: { crmId: article.crmId } });
    const definition = ruleDefinitionSchema.parse({
      channels: ['voice'],
      directions: ['incoming'],
      queues: [],
      card: { kind: 'either' },
      action: {
        kind: 'create',
        objectId: article.objectIds.calls,
        mapping: [
          { fieldId: bogus, source: { kind: 'literal', text: 'x' } },
          { fieldId: title?.id, source: { kind: 'literal', text: 'A call' } },
          { fieldId: at?.id, source: { kind: 'data', key: 'startedAt', table: [] } },
        ],
        associations: [],
      },
    });
    await world.db.assignmentRule.update({ where: { id: stored.id }, data: { definition } });
    const { interactionId } = await receiveInteraction(
      article.telephone,
      article.event({ id: 'refused', customer: { number: '+33 1 76 99 88 41' } }),
    );
    await receiveInteraction(article.telephone, article.event({ id: 'refused', type: 'ended' }));
    expect(await article.work()).toEqual([]);

    const [assignment] = (await readInteraction(world.ctx(world.administrator.actor), { id: interactionId }))
      .assignments;
    expect(assignment).toMatchObject({
      state: 'logged',
      reason: {
        key: 'values_left_out',
        params: { count: 1 },
        detail: expect.stringContaining('Property values were not valid'),
        refused: {
          object: { id: article.objectIds.calls, name: 'Calls' },
          fields: [{ apiName: 'bogus_prop', name: 'Bogus', isUnknown: true, message: expect.any(String) }],
        },
      },
    });
    const shown = bannerInteractionSchema.parse(
      await readOwnInteraction(world.ctx(article.agent.actor), { id: interactionId }),
    );
    expect(shown.assignments).toMatchObject([
      { state: 'logged', reason: { key: 'values_left_out', params: { count: 1 } } },
    ]);
    expect(JSON.stringify(shown)).not.toContain('bogus_prop');
  });
});
