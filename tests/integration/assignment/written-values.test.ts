import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InteractionEventInput } from '@/lib/domain/interaction/interaction';
import type { FieldSource } from '@/lib/domain/interaction/data';
import { applyScenarioPreset } from '@/lib/domain/rules/presets';
import { ruleDefinitionSchema } from '@/lib/domain/assignment/rule';
import { createFields } from '@/lib/services/crm-objects/create-fields';
import { createScenario } from '@/lib/services/scenarios/create-scenario';
import { readAccountOptions } from '@/lib/services/connections/read-account-options';
import { readInteraction } from '@/lib/services/interactions/queries';
import { attachCard } from '@/lib/services/interactions/attach-card';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { retryAssignment } from '@/lib/services/assignment/retry-assignment';
import { runScreenPop } from '@/lib/services/screen-pop/run-screen-pop';
import { editCard } from '@/lib/services/cards/edit-card';
import { openCard } from '@/lib/services/cards/open-card';
import { searchCards } from '@/lib/services/cards/search-cards';
import { loadObjects } from '@/lib/services/crms/internal';
import { configureArticle, hubspotClient, type ArticleWorld } from '../../support/article-world';
import { startWorld } from '../../support/connect-world';

/** What HubSpot holds after a call, when its values, its account or the customer's records are not the simplest. */
const world = await startWorld();
let article: ArticleWorld;
let hubspot: Awaited<ReturnType<typeof hubspotClient>>;

const administrator = () => world.ctx(world.administrator.actor);
const agent = () => world.ctx(article.agent.actor);
const system = (name: string) => world.ctx({ kind: 'system', name });
const readAccount = () => readAccountOptions(system('read-account-options'), { authMethodId: article.methodId });

beforeAll(async () => {
  article = await configureArticle(world);
  hubspot = await hubspotClient(world);
  await world.control('POST', '/settings', { 'crm.indexDelayMs': 0 });
  await readAccount();
});
beforeEach(() => world.control('POST', '/settings', { 'crm.missedCallStatus': true }));
afterEach(() => world.control('DELETE', '/faults'));

let serial = 0;
async function call(more: Partial<InteractionEventInput> = {}, end: 'ended' | 'missed' = 'ended'): Promise<string> {
  serial += 1;
  const id = `call-${serial}`;
  const { interactionId } = await receiveInteraction(article.telephone, article.event({ id, ...more }));
  await runScreenPop(system('pop'), { interactionId, moment: 'presented' });
  await receiveInteraction(article.telephone, article.event({ id, ...more, type: end }));
  return interactionId;
}
const assignmentOf = (interactionId: string) =>
  world.db.interactionAssignment.findFirstOrThrow({ where: { interactionId } });
const written = async (interactionId: string, ...properties: string[]) =>
  hubspot.read('calls', (await assignmentOf(interactionId)).recordId ?? '', ...properties);

/** Changes the only rule for one test. */
async function mapping(sources: Record<string, FieldSource>, restore = false): Promise<void> {
  const fields = await world.db.crmField.findMany({ where: { objectId: article.objectIds.calls } });
  const rule = await world.db.assignmentRule.findFirstOrThrow({ where: { crmId: article.crmId } });
  const definition = ruleDefinitionSchema.parse(rule.definition);
  if (definition.action.kind !== 'create') throw new Error('the preset creates');
  const entries = Object.entries(sources).map(([apiName, source]) => ({
    fieldId: fields.find((field) => field.apiName === apiName)?.id ?? '',
    source,
  }));
  const names = new Set(entries.map(({ fieldId }) => fieldId));
  const others = definition.action.mapping.filter(({ fieldId }) => !names.has(fieldId));
  await world.db.assignmentRule.update({
    where: { id: rule.id },
    data: {
      definition: {
        ...definition,
        action: { ...definition.action, mapping: [...others, ...(restore ? [] : entries)] },
      },
    },
  });
}

describe('text in a property that HubSpot shows as HTML', () => {
  beforeAll(async () => {
    await createFields(administrator(), {
      objectId: article.objectIds.calls,
      fields: [{ name: 'Notes', apiName: 'hs_call_body', type: 'long_text' }],
    });
  });

  it.each([
    ['before the account was ever read', false],
    ['once the worker has read the account', true],
  ])('keeps its lines and none of it becomes markup, %s', async (_when, isRead) => {
    await world.db.accountOptions.deleteMany();
    if (isRead) await readAccount();
    await mapping({
      hs_call_body: { kind: 'template', text: 'Queue: {{queue}}\nCaller: {{customerName}}\n<b>Thanks</b>' },
    });
    const interactionId = await call({
      queue: 'R&D <level 2>',
      customer: { number: '+33 1 76 99 66 01', name: 'Tom & Jerry <tom@x.example><img src=x onerror=alert(1)>' },
    });
    expect(await article.work()).toEqual([]);
    expect(await assignmentOf(interactionId)).toMatchObject({ state: 'logged', reason: null });
    const body =
      'Queue: R&amp;D &lt;level 2&gt;<br>Caller: Tom &amp; Jerry &lt;tom@x.example&gt;&lt;img src=x onerror=alert(1)&gt;<br>&lt;b&gt;Thanks&lt;/b&gt;';
    expect(await written(interactionId, 'hs_call_body', 'hs_body_preview')).toMatchObject({
      hs_call_body: body,
      hs_body_preview: expect.stringContaining('R&amp;D &lt;level 2&gt;'),
    });
    const { assignments } = await readInteraction(administrator(), { id: interactionId });
    expect(assignments[0]?.trace).toContainEqual(
      expect.objectContaining({
        code: 'field_filled',
        params: { field: 'Notes', value: expect.stringContaining('R&D <level 2>\n') },
      }),
    );
    await mapping({ hs_call_body: { kind: 'literal', text: '-' } }, true);
  });

  it('is text for agents: they edit it as text, and do not touch what somebody formatted', async () => {
    await readAccount();
    const { id } = await hubspot.create('calls', {
      hs_timestamp: '2026-11-23T09:00:00Z',
      hs_call_body: 'A &amp; B<br>C',
    });
    const open = async () =>
      (await openCard(agent(), { objectId: article.objectIds.calls, recordId: id })).fields.find(
        ({ name }) => name === 'Notes',
      );
    const field = await open();
    expect(field).toMatchObject({ value: 'A & B\nC', canEdit: true, isFormatted: false });

    const edited = await editCard(agent(), {
      objectId: article.objectIds.calls,
      recordId: id,
      values: { [field?.id ?? '']: 'A & B\nC <new>' },
    });
    expect(edited.unsaved).toEqual([]);
    expect(await hubspot.read('calls', id, 'hs_call_body')).toMatchObject({
      hs_call_body: 'A &amp; B<br>C &lt;new&gt;',
    });

    await hubspot.update('calls', id, { hs_call_body: '<p>A <b>bold</b> word</p>' });
    expect(await open()).toMatchObject({ value: 'A bold word', canEdit: false, isFormatted: true });
  });
});

describe('a value that HubSpot refuses', () => {
  it('is left out and said, and the call is logged: an account whose calls have no status MISSED', async () => {
    await world.control('POST', '/settings', { 'crm.missedCallStatus': false });
    const interactionId = await call({ customer: { number: '+33 1 76 99 66 02' } }, 'missed');
    expect(await article.work()).toEqual([]);
    expect(await assignmentOf(interactionId)).toMatchObject({
      state: 'logged',
      reason: {
        key: 'values_left_out',
        params: { count: 1 },
        refused: { fields: [{ apiName: 'hs_call_status', name: 'Calls status', isUnknown: false }] },
      },
    });
    expect(await written(interactionId, 'hs_call_status', 'hs_call_from_number')).toEqual(
      expect.objectContaining({ hs_call_status: null, hs_call_from_number: '+33176996602' }),
    );
    const { assignments } = await readInteraction(administrator(), { id: interactionId });
    expect(assignments[0]?.trace).toContainEqual(
      expect.objectContaining({
        code: 'field_left_out',
        params: { field: 'Calls status', value: 'MISSED', message: expect.stringContaining('allowed options') },
      }),
    );

    // The administrator adds the option, and retries.
    await world.control('POST', '/settings', { 'crm.missedCallStatus': true });
    await retryAssignment(administrator(), { id: (await assignmentOf(interactionId)).id });
    expect(await article.work()).toEqual([]);
    expect(await assignmentOf(interactionId)).toMatchObject({ state: 'logged', reason: null });
    expect(await written(interactionId, 'hs_call_status')).toMatchObject({ hs_call_status: 'MISSED' });
  });

  it('can be several at once', async () => {
    await mapping({
      hs_call_status: { kind: 'literal', text: 'Erledigt' },
      hs_call_direction: { kind: 'literal', text: 'SIDEWAYS' },
    });
    const interactionId = await call({ customer: { number: '+33 1 76 99 66 03' } });
    expect(await article.work()).toEqual([]);
    expect(await assignmentOf(interactionId)).toMatchObject({
      state: 'logged',
      reason: { key: 'values_left_out', params: { count: 2 } },
    });
  });

  it('is no reason to write a record without what it must have', async () => {
    const before = (await hubspot.calls()).length;
    const interactionId = await call({ customer: { number: '+33 1 76 99 66 04' } });
    await world.control('POST', '/faults', {
      method: 'POST',
      path: '*calls/batch/upsert',
      status: 400,
      times: 1,
      json: {
        status: 'error',
        category: 'VALIDATION_ERROR',
        message: 'Some required properties were not set.',
        errors: [
          {
            message: 'Property "hs_other" is required',
            code: 'REQUIRED_PROPERTY',
            context: { propertyName: ['hs_other'] },
          },
        ],
      },
    });
    expect(await article.work()).toEqual([]);
    expect(await assignmentOf(interactionId)).toMatchObject({
      state: 'failed',
      reason: { key: 'provider_refused_fields' },
    });
    expect(await hubspot.calls()).toHaveLength(before);
  });
});

describe('tickets of the customer', () => {
  const ticket = (subject: string, stage: string) =>
    hubspot.create('tickets', { subject, hs_pipeline: '0', hs_pipeline_stage: stage });
  async function customerWith(number: string, ...tickets: { id: string }[]): Promise<void> {
    const { id } = await hubspot.create('contacts', { firstname: 'Ada', lastname: number, phone: number });
    for (const { id: ticketId } of tickets) await hubspot.link('tickets', ticketId, 'contacts', id);
  }
  const linkedTickets = async (interactionId: string) =>
    hubspot.linked('calls', (await assignmentOf(interactionId)).recordId ?? '', 'tickets');

  it('the open one is linked, although another was closed later', async () => {
    const open = await ticket('Lamp flickers', '2');
    const closed = await ticket('Wrong colour', '1');
    await customerWith('+33176996610', open, closed);
    await hubspot.update('tickets', closed.id, { hs_pipeline_stage: '4' });
    const interactionId = await call({ customer: { number: '+33176996610' } });
    expect(await article.work()).toEqual([]);
    expect(await linkedTickets(interactionId)).toEqual([open.id]);
  });

  it('the last changed one is linked if all are closed, and that is said', async () => {
    const first = await ticket('First', '4');
    const last = await ticket('Last', '4');
    await customerWith('+33176996611', first, last);
    await hubspot.update('tickets', first.id, { subject: 'First, changed last' });
    const interactionId = await call({ customer: { number: '+33176996611' } });
    expect(await article.work()).toEqual([]);
    expect(await linkedTickets(interactionId)).toEqual([first.id]);
    const { assignments } = await readInteraction(administrator(), { id: interactionId });
    expect(assignments[0]?.trace).toContainEqual(
      expect.objectContaining({ code: 'association_related_closed', params: { object: 'Tickets', count: 2 } }),
    );
  });

  it('what is closed is what the account calls closed: a stage of its own', async () => {
    const { id: closedStage } = await hubspot.stage('tickets', '0', 'Won’t do', { ticketState: 'CLOSED' });
    await readAccount();
    const open = await ticket('Still open', '1');
    const closed = await ticket('Given up', closedStage);
    await customerWith('+33176996612', open, closed);
    await hubspot.update('tickets', closed.id, { subject: 'Given up for good' });
    const interactionId = await call({ customer: { number: '+33176996612' } });
    expect(await article.work()).toEqual([]);
    expect(await linkedTickets(interactionId)).toEqual([open.id]);
  });
});

describe('a property that allows several choices', () => {
  it('gets another one from a rule, and keeps those that are there', async () => {
    await createFields(administrator(), {
      objectId: article.objectIds.tickets,
      fields: [{ name: 'Category', apiName: 'hs_ticket_category', type: 'short_text' }],
    });
    await readAccount();
    const field = await world.db.crmField.findFirstOrThrow({ where: { apiName: 'hs_ticket_category' } });
    const rule = await world.db.assignmentRule.findFirstOrThrow({ where: { crmId: article.crmId } });
    const definition = ruleDefinitionSchema.parse({
      channels: ['voice'],
      directions: ['incoming'],
      card: { kind: 'either' },
      action: {
        kind: 'update',
        objectId: article.objectIds.tickets,
        mapping: [{ fieldId: field.id, source: { kind: 'literal', text: 'BILLING_ISSUE' } }],
      },
    });
    await world.db.assignmentRule.update({ where: { id: rule.id }, data: { definition } });
    try {
      const { id } = await hubspot.create('tickets', {
        subject: 'Two of them',
        hs_pipeline: '0',
        hs_pipeline_stage: '1',
        hs_ticket_category: 'PRODUCT_ISSUE;FEATURE_REQUEST',
      });
      const { interactionId } = await receiveInteraction(article.telephone, article.event({ id: 'several choices' }));
      await attachCard(agent(), { interactionId, objectId: article.objectIds.tickets, recordId: id, as: 'main' });
      await receiveInteraction(article.telephone, article.event({ id: 'several choices', type: 'ended' }));
      expect(await article.work()).toEqual([]);
      const three = { hs_ticket_category: 'PRODUCT_ISSUE;FEATURE_REQUEST;BILLING_ISSUE' };
      expect(await hubspot.read('tickets', id, 'hs_ticket_category')).toMatchObject(three);
      const assignment = await assignmentOf(interactionId);
      expect(assignment).toMatchObject({ state: 'logged', reason: null });
      expect(JSON.stringify(assignment.trace)).not.toContain('field_kept');

      // Again: nothing is there twice.
      await retryAssignment(administrator(), { id: assignment.id });
      expect(await article.work()).toEqual([]);
      expect(await hubspot.read('tickets', id, 'hs_ticket_category')).toMatchObject(three);
    } finally {
      await world.db.assignmentRule.update({ where: { id: rule.id }, data: { definition: rule.definition ?? {} } });
    }
  });
});

describe("a contact's second address", () => {
  it('finds the contact by scenario and by hand, and only that contact', async () => {
    const objects = await loadObjects(world.db, [article.crmId]);
    const preset = article.presets.scenarios.find(({ steps }) => steps.some(({ by }) => by === 'email_is'));
    const definition = preset ? applyScenarioPreset(preset, objects).definition : null;
    if (!definition) throw new Error('no preset by email');
    await createScenario(administrator(), { crmId: article.crmId, name: 'By email', enabled: true, definition });

    const { id } = await hubspot.create('contacts', {
      firstname: 'Nils',
      lastname: 'Holm',
      email: 'nils.holm@client.example',
      hs_additional_emails: 'n.holm@old.example;nils@private.example',
    });
    await hubspot.create('contacts', {
      lastname: 'Other',
      email: 'xn.holm@old.example',
      hs_additional_emails: 'n.holm@old.example.net',
    });
    for (const email of ['n.holm@old.example', 'Nils@Private.example', 'nils.holm@client.example']) {
      serial += 1;
      const { interactionId } = await receiveInteraction(
        article.telephone,
        article.event({ id: `mail-${serial}`, channel: 'email', customer: { email }, ourNumber: undefined }),
      );
      const decision = await runScreenPop(system('pop'), { interactionId, moment: 'presented' });
      expect(decision, email).toMatchObject({
        kind: 'open',
        card: { recordId: id, grade: 'exact', matchedField: 'Email' },
      });
    }
    const { cards } = await searchCards(agent(), { objectId: article.objectIds.contacts, text: 'n.holm@old.example' });
    expect(cards.map(({ recordId }) => recordId)).toContain(id);
  });
});
