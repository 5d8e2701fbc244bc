import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { InteractionEventInput } from '@/lib/domain/interaction/interaction';
import { scenarioDefinitionSchema } from '@/lib/domain/screen-pop/scenario';
import { ruleDefinitionSchema } from '@/lib/domain/assignment/rule';
import { traceSchema } from '@/lib/domain/trace';
import { retryAssignment } from '@/lib/services/assignment/retry-assignment';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { runScreenPop } from '@/lib/services/screen-pop/run-screen-pop';
import { configureArticle, hubspotClient, type ArticleWorld } from '../../support/article-world';
import { LUMEN, startWorld } from '../../support/connect-world';

/** Links of a logged call, while people archive and merge records and HubSpot fails between two requests. */
const world = await startWorld();
let article: ArticleWorld;
let hubspot: Awaited<ReturnType<typeof hubspotClient>>;
const system = (name: string) => world.ctx({ kind: 'system', name });
const administrator = () => world.ctx(world.administrator.actor);

beforeAll(async () => {
  article = await configureArticle(world);
  hubspot = await hubspotClient(world);
  await world.control('POST', '/settings', { 'crm.indexDelayMs': 0 });
});
afterEach(async () => {
  await world.control('DELETE', '/faults');
  await world.control('POST', '/settings', { 'crm.mergedId': 'record', 'crm.mergedRecord': 'new' });
});

let serial = 0;
const nextNumber = () => `+331769955${String((serial += 1)).padStart(2, '0')}`;
async function customer(number: string): Promise<{ contactId: string; ticketId: string }> {
  const contactId = (await hubspot.create('contacts', { firstname: 'Eva', lastname: number, phone: number })).id;
  const ticketId = (await hubspot.create('tickets', { subject: number, hs_pipeline: '0', hs_pipeline_stage: '1' })).id;
  await hubspot.link('tickets', ticketId, 'contacts', contactId);
  return { contactId, ticketId };
}
async function report(number: string, type: InteractionEventInput['type']): Promise<string> {
  const event = article.event({ id: `call ${number}`, type, customer: { number } });
  const { interactionId } = await receiveInteraction(article.telephone, event);
  if (type === 'presented' || type === 'accepted') await runScreenPop(system('pop'), { interactionId, moment: type });
  return interactionId;
}
const assignmentOf = (interactionId: string) =>
  world.db.interactionAssignment.findFirstOrThrow({ where: { interactionId } });
const linked = async (interactionId: string, to: string) =>
  hubspot.linked('calls', (await assignmentOf(interactionId)).recordId ?? '', to);
const codesOf = async (interactionId: string) =>
  traceSchema.parse((await assignmentOf(interactionId)).trace).map(({ code }) => code);
const runPendingJobs = () =>
  vi.waitFor(async () => expect(await article.work()).toEqual([]), { timeout: 100_000, interval: 200 });

describe('a record that is gone when the call is logged', () => {
  it('the contact was archived: logged without it, and retrying helps once it is restored', async () => {
    const number = nextNumber();
    const { contactId } = await customer(number);
    const interactionId = await report(number, 'presented');
    await hubspot.archive('contacts', contactId);
    await report(number, 'ended');
    await runPendingJobs();
    expect(await assignmentOf(interactionId)).toMatchObject({
      state: 'logged',
      reason: { key: 'links_left_out', params: { count: 1, records: `Contacts ${contactId}` } },
      associations: [],
    });
    expect(await codesOf(interactionId)).toContain('link_gone');
    expect(await linked(interactionId, 'contacts')).toEqual([]);

    await restoreContact(contactId);
    await retryAssignment(administrator(), { id: (await assignmentOf(interactionId)).id });
    await runPendingJobs();
    expect(await assignmentOf(interactionId)).toMatchObject({ state: 'logged', reason: null });
    expect(await linked(interactionId, 'contacts')).toEqual([contactId]);
  });

  it('the ticket was archived, which the agent had linked: the contact is linked all the same', async () => {
    const number = nextNumber();
    const { contactId, ticketId } = await customer(number);
    const interactionId = await report(number, 'presented');
    const [object] = await world.db.crmObject.findMany({ where: { apiName: 'tickets' } });
    await world.db.interaction.update({
      where: { id: interactionId },
      data: {
        relatedCards: [
          {
            crmId: article.crmId,
            objectId: object?.id ?? '',
            objectApiName: 'tickets',
            objectName: 'Tickets',
            recordId: ticketId,
            title: number,
            url: 'https://app.example/ticket',
          },
        ],
      },
    });
    await hubspot.archive('tickets', ticketId);
    await report(number, 'ended');
    await runPendingJobs();
    expect(await assignmentOf(interactionId)).toMatchObject({
      state: 'logged',
      reason: { key: 'links_left_out', params: { records: `Tickets ${ticketId}` } },
    });
    expect(await linked(interactionId, 'contacts')).toEqual([contactId]);
  });

  it.each([
    ['answers the old id with the record that is left, a new one', 'record', 'new'],
    ['answers the old id with 404, and the record that is left is a new one', '404', 'new'],
    ['answers the old id with 404, and the record that is left is the other one', '404', 'primary'],
    ['answers the old id with the record that is left, the other one', 'record', 'primary'],
  ])('the contact was merged and HubSpot %s: the link is made with it', async (_how, mergedId, mergedRecord) => {
    const number = nextNumber();
    const { contactId, ticketId } = await customer(number);
    const interactionId = await report(number, 'presented');
    await world.control('POST', '/settings', { 'crm.mergedId': mergedId, 'crm.mergedRecord': mergedRecord });
    const other = await hubspot.create('contacts', { firstname: 'Eva', lastname: 'Duplicate' });
    const { id: left } = await hubspot.merge('contacts', other.id, contactId);
    expect(left).not.toBe(contactId);
    await report(number, 'ended');
    await runPendingJobs();
    expect(await assignmentOf(interactionId)).toMatchObject({
      state: 'logged',
      reason: null,
      associations: expect.arrayContaining([expect.objectContaining({ to: { objectApiName: 'contacts', id: left } })]),
    });
    expect(await codesOf(interactionId)).toContain('link_merged');
    expect([await linked(interactionId, 'contacts'), await linked(interactionId, 'tickets')]).toEqual([
      [left],
      [ticketId],
    ]);

    // Again, with nothing left to do.
    await retryAssignment(administrator(), { id: (await assignmentOf(interactionId)).id });
    await runPendingJobs();
    expect(await linked(interactionId, 'contacts')).toEqual([left]);
  });

  it('the card that a rule updates was merged: the record that is left is updated; archived: the rule waits', async () => {
    const rule = await world.db.assignmentRule.findFirstOrThrow({ where: { crmId: article.crmId } });
    const field = await world.db.crmField.findFirstOrThrow({ where: { apiName: 'lastname' } });
    const definition = ruleDefinitionSchema.parse({
      channels: ['voice'],
      directions: ['incoming'],
      card: { kind: 'either' },
      action: {
        kind: 'update',
        objectId: article.objectIds.contacts,
        mapping: [{ fieldId: field.id, source: { kind: 'literal', text: 'Called' } }],
        associations: [],
      },
    });
    await world.db.assignmentRule.update({ where: { id: rule.id }, data: { definition } });
    try {
      await world.control('POST', '/settings', { 'crm.mergedId': '404' });
      const merged = nextNumber();
      const { contactId } = await customer(merged);
      const first = await report(merged, 'presented');
      const other = await hubspot.create('contacts', { firstname: 'Eva', lastname: 'Duplicate' });
      const { id: left } = await hubspot.merge('contacts', other.id, contactId);
      await report(merged, 'ended');
      await runPendingJobs();
      expect((await assignmentOf(first)).state).toBe('logged');
      expect(await hubspot.read('contacts', left, 'lastname')).toMatchObject({ lastname: 'Called' });

      const archived = nextNumber();
      const { contactId: gone } = await customer(archived);
      const second = await report(archived, 'presented');
      await hubspot.archive('contacts', gone);
      await report(archived, 'ended');
      await runPendingJobs();
      expect(await assignmentOf(second)).toMatchObject({ state: 'failed', reason: { key: 'provider_not_found' } });
    } finally {
      await world.db.assignmentRule.update({ where: { id: rule.id }, data: { definition: rule.definition ?? {} } });
    }
  });
});

describe('a link that fails after the record was written', () => {
  it('waits: the call is logged at once, and its links follow by themselves', async () => {
    const number = nextNumber();
    const { contactId, ticketId } = await customer(number);
    const interactionId = await report(number, 'presented');
    await report(number, 'ended');
    await world.control('POST', '/faults', { method: 'PUT', path: '*associations*', status: 503, times: 1 });
    expect(await article.work()).toHaveLength(1);
    expect(await assignmentOf(interactionId)).toMatchObject({
      state: 'logged',
      recordId: expect.any(String),
      reason: { key: 'links_waiting' },
    });
    await runPendingJobs();
    expect(await assignmentOf(interactionId)).toMatchObject({ state: 'logged', reason: null });
    expect([await linked(interactionId, 'contacts'), await linked(interactionId, 'tickets')]).toEqual([
      [contactId],
      [ticketId],
    ]);
  });

  it('for a reason that does not pass: the other links are made, the interaction says so, and Retry adds it', async () => {
    const number = nextNumber();
    const { contactId, ticketId } = await customer(number);
    const interactionId = await report(number, 'presented');
    await report(number, 'ended');
    await world.control('POST', '/faults', {
      method: 'PUT',
      path: `*associations/default/contacts/${contactId}`,
      status: 400,
      times: 1,
      json: { status: 'error', category: 'VALIDATION_ERROR', message: 'This association is not allowed.' },
    });
    expect(await article.work()).toEqual([]);
    expect(await assignmentOf(interactionId)).toMatchObject({
      state: 'logged',
      reason: { key: 'links_missing', detail: 'This association is not allowed.' },
    });
    expect([await linked(interactionId, 'contacts'), await linked(interactionId, 'tickets')]).toEqual([[], [ticketId]]);
    await retryAssignment(administrator(), { id: (await assignmentOf(interactionId)).id });
    await runPendingJobs();
    expect(await linked(interactionId, 'contacts')).toEqual([contactId]);
    expect(await assignmentOf(interactionId)).toMatchObject({ state: 'logged', reason: null });
  });
});

describe('HubSpot is down during the call and a scenario waits for the agent to accept', () => {
  const whenAccepted = async (moment: 'presented' | 'accepted') => {
    const stored = await world.db.screenPopScenario.findFirstOrThrow({ where: { crmId: article.crmId } });
    const definition = { ...scenarioDefinitionSchema.parse(stored.definition), moment };
    await world.db.screenPopScenario.update({ where: { id: stored.id }, data: { definition } });
  };
  beforeAll(() => whenAccepted('accepted'));

  it('the customer is looked for again with that scenario before writing', async () => {
    const number = nextNumber();
    const { contactId } = await customer(number);
    const interactionId = await report(number, 'presented');
    await world.control('POST', '/faults', { method: 'POST', path: '*search*', status: 503, times: 1 });
    await report(number, 'accepted');
    await report(number, 'ended');
    await runPendingJobs();
    expect(await linked(interactionId, 'contacts')).toEqual([contactId]);
  });

  it('a missed call of a known customer is linked too', async () => {
    const number = nextNumber();
    const { contactId } = await customer(number);
    const interactionId = await report(number, 'presented');
    await report(number, 'missed');
    await runPendingJobs();
    expect(await linked(interactionId, 'contacts')).toEqual([contactId]);
  });

  it('a customer who was created during the call is linked', async () => {
    await whenAccepted('presented');
    const number = nextNumber();
    const interactionId = await report(number, 'presented');
    const { contactId } = await customer(number);
    await report(number, 'ended');
    await runPendingJobs();
    expect(await linked(interactionId, 'contacts')).toEqual([contactId]);
    // And nobody's call is still nobody's.
    const unknown = nextNumber();
    const nobody = await report(unknown, 'presented');
    const { decidedAt } = await world.db.interaction.findUniqueOrThrow({ where: { id: nobody } });
    await report(unknown, 'ended');
    await runPendingJobs();
    expect(await linked(nobody, 'contacts')).toEqual([]);
    expect(await world.db.interaction.findUniqueOrThrow({ where: { id: nobody } })).toMatchObject({ decidedAt });
  });
});

/** On the contact's page in HubSpot: there is no API for it. */
async function restoreContact(id: string): Promise<void> {
  const send = (path: string, fields: Record<string, string>, cookie = '') =>
    fetch(world.sandboxUrl + path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { cookie },
      redirect: 'manual',
    });
  const signedIn = await send('/login', { email: LUMEN.admin, as: '1' });
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const { status } = await send(`/contacts/${LUMEN.portalId}/record/0-1/${id}/restore`, {}, cookie);
  expect(status).toBe(303);
}
