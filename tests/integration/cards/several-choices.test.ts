import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { editCard } from '@/lib/services/cards/edit-card';
import { openCard } from '@/lib/services/cards/open-card';
import { createFields } from '@/lib/services/crm-objects/create-fields';
import { readAccountOptions } from '@/lib/services/connections/read-account-options';
import { configureArticle, hubspotClient, type ArticleWorld } from '../../support/article-world';
import { startWorld } from '../../support/connect-world';

/** An agent edits a value that somebody else changes in HubSpot at the same time. */
const world = await startWorld();
let article: ArticleWorld;
let hubspot: Awaited<ReturnType<typeof hubspotClient>>;
let recordId: string;
let topics: string;
let subject: string;

beforeAll(async () => {
  article = await configureArticle(world);
  hubspot = await hubspotClient(world);
  await hubspot.property('tickets', {
    name: 'topics',
    label: 'Topics',
    type: 'enumeration',
    fieldType: 'checkbox',
    groupName: 'ticketinformation',
    options: ['BILLING', 'DELIVERY', 'RETURN'].map((value) => ({ value, label: value.toLowerCase() })),
  });
  const objectId = article.objectIds.tickets;
  const { ids } = await createFields(world.ctx(world.administrator.actor), {
    objectId,
    fields: [{ name: 'Topics', apiName: 'topics', type: 'short_text' }],
  });
  [topics = ''] = ids;
  ({ id: subject } = await world.db.crmField.findFirstOrThrow({ where: { objectId, apiName: 'subject' } }));
  await readAccountOptions(world.ctx({ kind: 'system', name: 'read' }), { authMethodId: article.methodId });
});
beforeEach(async () => {
  const values = { subject: 'Late', hs_pipeline_stage: '1', topics: 'BILLING' };
  ({ id: recordId } = await hubspot.create('tickets', values));
});

const edit = (field: string, value: string, seen?: string) =>
  editCard(world.ctx(article.agent.actor), {
    objectId: article.objectIds.tickets,
    recordId,
    values: { [field]: value },
    ...(seen === undefined ? {} : { seen: { [field]: seen } }),
  });
const stored = async (name: string) => (await hubspot.read('tickets', recordId, name))[name];

describe('several choices', () => {
  it('are offered as such', async () => {
    const card = await openCard(world.ctx(article.agent.actor), { objectId: article.objectIds.tickets, recordId });
    expect(card.fields.find(({ id }) => id === topics)).toMatchObject({
      isMultiple: true,
      value: 'BILLING',
      options: [{ value: 'BILLING' }, { value: 'DELIVERY' }, { value: 'RETURN' }],
    });
  });

  it.each([
    ['adds to what somebody else chose', 'BILLING;DELIVERY', 'BILLING;DELIVERY;RETURN'],
    ['removes only what the agent removed', '', 'RETURN'],
  ])('%s', async (_what, chosen, expected) => {
    await hubspot.update('tickets', recordId, { topics: 'BILLING;RETURN' });
    expect((await edit(topics, chosen, 'BILLING')).unsaved).toEqual([]);
    expect((await stored('topics'))?.split(';').sort().join(';')).toBe(expected);
  });
});

describe('one value', () => {
  it('is not replaced without a word, and is once the agent has read it', async () => {
    await hubspot.update('tickets', recordId, { subject: 'Lost' });
    await expect(edit(subject, 'Late again', 'Late')).rejects.toMatchObject({
      code: 'CONFLICT',
      key: 'record_changed',
      fields: { [`values.${subject}`]: { key: 'changed_in_crm' } },
      details: { current: { [subject]: 'Lost' } },
    });
    expect(await stored('subject')).toBe('Lost');
    await edit(subject, 'Late again', 'Lost');
    expect(await stored('subject')).toBe('Late again');
    // Whoever doesn't say what they saw replaces it, as before.
    await edit(subject, 'Late');
    expect(await stored('subject')).toBe('Late');
  });
});
