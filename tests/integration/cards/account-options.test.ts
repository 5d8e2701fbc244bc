import { beforeAll, describe, expect, it } from 'vitest';
import { openCard } from '@/lib/services/cards/open-card';
import { editCard } from '@/lib/services/cards/edit-card';
import { searchCards } from '@/lib/services/cards/search-cards';
import { createFields } from '@/lib/services/crm-objects/create-fields';
import { readAccountOptions } from '@/lib/services/connections/read-account-options';
import { configureArticle, hubspotClient, type ArticleWorld } from '../../support/article-world';
import { startWorld } from '../../support/connect-world';

// The article configures a ticket's status as a short text, and HubSpot keeps it as a number: agents read its label.
const world = await startWorld();
let article: ArticleWorld;
let hubspot: Awaited<ReturnType<typeof hubspotClient>>;
let ticketId: string;

const work = (authMethodId: string | null) =>
  readAccountOptions(world.ctx({ kind: 'system', name: 'read-account-options' }), { authMethodId });
const kept = () => world.db.accountOptions.findMany({ orderBy: { objectApiName: 'asc' } });
const open = () =>
  openCard(world.ctx(article.agent.actor), { objectId: article.objectIds.tickets, recordId: ticketId });
const statusOf = async () => (await open()).fields.find(({ name }) => name === 'Ticket status');
const reads = () =>
  world.calls.all().filter(({ url }) => url.pathname.includes('/properties/') || url.pathname.includes('/pipelines/'))
    .length;

beforeAll(async () => {
  article = await configureArticle(world);
  hubspot = await hubspotClient(world);
  await world.control('POST', '/settings', { 'crm.indexDelayMs': 0 });
  ticketId = (
    await hubspot.create('tickets', { subject: 'A lamp that does not light', hs_pipeline: '0', hs_pipeline_stage: '3' })
  ).id;
});

it('reads the options once, however many fields were just added', async () => {
  const waiting = await world.db
    .$queryRaw`SELECT task_identifier FROM graphile_worker.jobs WHERE task_identifier = 'read-account-options'`;
  expect(waiting).toHaveLength(1);
});

describe('the account’s option labels', () => {
  it("aren't known until first read, and don't delay cards", async () => {
    // The check of the rule has read some of them.
    await world.db.accountOptions.deleteMany();
    expect(await statusOf()).toMatchObject({ value: '3', options: [] });
  });

  it('are shown on cards once the worker has read them, for configured fields only', async () => {
    await work(article.methodId);
    expect(await statusOf()).toMatchObject({
      type: 'short_text',
      value: '3',
      options: expect.arrayContaining([{ value: '3', label: expect.stringContaining('Waiting on us') }]),
    });
    const rows = await kept();
    expect(rows.map(({ objectApiName, options }) => [objectApiName, Object.keys(Object(options)).toSorted()])).toEqual([
      ['calls', ['hs_call_direction', 'hs_call_disposition', 'hs_call_status']],
      ['contacts', []],
      ['tickets', ['hs_pipeline_stage']],
    ]);
  });

  it("are people's names for an owner field", async () => {
    await createFields(world.ctx(world.administrator.actor), {
      objectId: article.objectIds.tickets,
      fields: [{ name: 'Owner', apiName: 'hubspot_owner_id', type: 'short_text' }],
    });
    await work(article.methodId);
    const owner = (await open()).fields.find(({ name }) => name === 'Owner');
    expect(owner?.options.map(({ label }) => label)).toContain('Léa Marchand');
  });

  it('are offered for fields with several values as several', async () => {
    const field = { name: 'Team', apiName: 'teams_served', type: 'short_text' } as const;
    await createFields(world.ctx(world.administrator.actor), { objectId: article.objectIds.tickets, fields: [field] });
    const options = [
      { label: 'North', value: 'n' },
      { label: 'South', value: 's' },
    ];
    await hubspot.property('tickets', {
      name: field.apiName,
      label: 'Teams',
      type: 'enumeration',
      fieldType: 'checkbox',
      groupName: 'ticketinformation',
      options,
    });
    await work(article.methodId);
    expect((await open()).fields.find(({ name }) => name === 'Team')).toMatchObject({
      isMultiple: true,
      options,
    });
  });

  it('include the options that a search found, and omit the rest of the list', async () => {
    const { cards } = await searchCards(world.ctx(article.agent.actor), {
      objectId: article.objectIds.tickets,
      text: 'lamp',
    });
    const status = cards
      .find(({ recordId }) => recordId === ticketId)
      ?.fields.find(({ name }) => name === 'Ticket status');
    expect(status?.options).toEqual([{ value: '3', label: expect.stringContaining('Waiting on us') }]);
  });

  it('can be chosen instead of typed', async () => {
    const ctx = world.ctx(article.agent.actor);
    const fieldId = (await statusOf())?.id ?? '';
    const card = await editCard(ctx, {
      objectId: article.objectIds.tickets,
      recordId: ticketId,
      values: { [fieldId]: '4' },
    });
    expect(card).toMatchObject({ unsaved: [] });
    expect(await statusOf()).toMatchObject({ value: '4' });
  });

  it('add the unit to a number', async () => {
    const call = await hubspot.create('calls', { hs_timestamp: '2026-11-23T09:00:00Z', hs_call_duration: '75000' });
    const card = await openCard(world.ctx(article.agent.actor), {
      objectId: article.objectIds.calls,
      recordId: call.id,
    });
    expect(card.fields.find(({ name }) => name === 'Call duration')).toMatchObject({
      value: '75000',
      unit: 'milliseconds',
    });
  });

  it('are refreshed after an hour, not before', async () => {
    world.calls.forget();
    await work(null);
    expect(reads()).toBe(0);
    await world.db.accountOptions.updateMany({
      where: { objectApiName: 'tickets' },
      data: { readAt: new Date(Date.now() - 61 * 60_000) },
    });
    await work(null);
    expect(reads()).toBe(2);
  });

  it("stay cached if the account can't be reached", async () => {
    const before = await kept();
    await world.control('POST', '/faults', { path: '*', status: 503, times: 50 });
    await work(article.methodId);
    await world.control('DELETE', '/faults');
    expect(await kept()).toEqual(before);
  });

  it.each([
    { path: '/crm/properties/*/tickets', status: 404, isAbsent: true },
    { path: '/crm/properties/*/tickets', status: 400, isAbsent: true },
    { path: '/crm/properties/*/tickets', status: 405, isAbsent: false },
    { path: '*owners*', status: 400, isAbsent: false },
  ])('keep what is known of the properties after $status from $path', async ({ path, status, isAbsent }) => {
    await work(article.methodId);
    const ticketsOf = async () => (await kept()).find(({ objectApiName }) => objectApiName === 'tickets');
    const before = await ticketsOf();
    expect(before?.facts).toMatchObject({ isAbsent: false, closed: { property: 'hs_pipeline_stage' } });
    await world.control('POST', '/faults', { path, status, times: 50 });
    await work(article.methodId);
    await world.control('DELETE', '/faults');
    const { facts, options } = (await ticketsOf()) ?? {};
    expect({ facts, options }).toEqual({ facts: { ...Object(before?.facts), isAbsent }, options: before?.options });
  });

  it("aren't requested while the method is disabled", async () => {
    await world.db.authMethod.update({
      where: { id: article.methodId },
      data: { status: 'disabled', disabledReason: 'never_activated' },
    });
    world.calls.forget();
    await work(article.methodId);
    expect(reads()).toBe(0);
  });
});
