import { beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { Simulation } from '@/lib/domain/answers/simulation';
import type { Customer } from '@/lib/domain/interaction/interaction';
import type { SimulationAsked } from '@/lib/domain/simulation/input';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { simulateInteraction } from '@/lib/services/interactions/simulate-interaction';
import { createLine } from '@/lib/services/lines/create-line';
import { createRule } from '@/lib/services/rules/create-rule';
import { createScenario } from '@/lib/services/scenarios/create-scenario';
import { loadObjects } from '@/lib/services/crms/internal';
import { configureArticle, hubspotClient, type ArticleWorld } from '../../support/article-world';
import { startWorld } from '../../support/connect-world';

/**
 * What *Try it* says beforehand, and what then happens to the same call, from the phone system's events to the records of a
 * HubSpot over HTTP.
 */

const world = await startWorld();
let article: ArticleWorld;
let hubspot: Awaited<ReturnType<typeof hubspotClient>>;
let colleague: { userId: string; email: string };
const AT = new Date('2026-11-30T08:00:00.250Z');

beforeAll(async () => {
  article = await configureArticle(world);
  hubspot = await hubspotClient(world);
  // What the test reads counts too.
  await world.control('POST', '/settings', { 'crm.indexDelayMs': 0, 'limits.burst': 10_000, 'limits.search': 1_000 });
  const ctx = world.ctx(world.administrator.actor);
  for (const [index, phone] of ['01 76 99 88 01', '+33 1 76 99 88 02', '01.76.99.88.03'].entries()) {
    const contact = await hubspot.create('contacts', {
      firstname: 'Alix',
      lastname: `Morel ${index}`,
      phone,
      email: `alix.${index}@client.example`,
    });
    if (index === 2) continue;
    const ticket = await hubspot.create('tickets', { subject: 'Lamp', hs_pipeline: '0', hs_pipeline_stage: '1' });
    await hubspot.link('tickets', ticket.id, 'contacts', contact.id);
  }
  // Shared by two people.
  for (const lastname of ['One', 'Two']) await hubspot.create('contacts', { lastname, phone: '01 76 99 88 04' });
  const { actor } = await world.person({ email: 'bea@atelier-lumen.example' });
  colleague = { userId: actor.userId, email: actor.email };
  await world.db.userProfile.create({ data: { userId: actor.userId, profileId: article.profileId } });
  await world.db.user.update({ where: { id: actor.userId }, data: { defaultProfileId: article.profileId } });
  await createLine(ctx, { name: 'Sales', kind: 'queue', value: 'sales', profileId: article.profileId });

  // Emails change their customer's card, and are searched for once accepted.
  const objects = await loadObjects(world.db, [article.crmId]);
  const contacts = objects.find(({ apiName }) => apiName === 'contacts');
  const fieldId = (name: string) => contacts?.fields.find(({ apiName }) => apiName === name)?.id ?? '';
  await createScenario(ctx, {
    crmId: article.crmId,
    name: 'By email',
    enabled: true,
    definition: {
      channels: ['email', 'messaging'],
      directions: ['incoming', 'outgoing'],
      moment: 'accepted',
      steps: [
        {
          objectId: article.objectIds.contacts,
          conditions: [{ kind: 'email_is', fieldIds: [fieldId('email')] }],
          distinguishBy: [],
        },
      ],
      outcomes: {
        none: { action: 'nothing' },
        one: { action: 'open_card' },
        several: { action: 'chooser' },
        withheld: { action: 'nothing' },
      },
    },
  });
  await createRule(ctx, {
    crmId: article.crmId,
    name: 'Note who wrote',
    enabled: true,
    definition: {
      channels: ['email'],
      directions: ['incoming', 'outgoing'],
      queues: [],
      card: { kind: 'any' },
      action: {
        kind: 'update',
        objectId: article.objectIds.contacts,
        mapping: [{ fieldId: fieldId('firstname'), source: { kind: 'data', key: 'agentName', table: [] } }],
        associations: [],
      },
    },
  });
});

const CUSTOMERS: Customer[] = [
  { number: '+33 1 76 99 88 01' },
  { number: '0176998802' },
  { number: '0033176998803' },
  { number: '+33176998804' },
  { number: '+33199000000' },
  { number: '201' },
  { withheld: true },
  { number: '' },
  { email: 'alix.1@client.example' },
  { email: 'nobody@client.example' },
];

/** Each customer in ten situations. */
const CASES = CUSTOMERS.flatMap((customer, row) =>
  Array.from({ length: 10 }, (_, column) => ({
    id: `call-${row}-${column}`,
    customer,
    channel:
      customer.email === undefined
        ? ('voice' as const)
        : column % 3 === 2
          ? ('messaging' as const)
          : ('email' as const),
    direction: column % 5 === 4 ? ('outgoing' as const) : ('incoming' as const),
    isAnswered: column % 2 === 0,
    ring: (['agent', 'colleague', 'both', 'nobody'] as const)[(row + column) % 4] ?? 'agent',
    queue: column % 3 === 0 ? 'Sales' : undefined,
    ourNumber: column % 4 === 1 ? '+33176000100' : undefined,
  })),
);
type Case = (typeof CASES)[number];

const agentsOf = ({ ring }: Case) => {
  const agent = { userId: article.agent.actor.userId, email: article.agent.actor.email };
  return { agent: [agent], colleague: [colleague], both: [colleague, agent], nobody: [] }[ring];
};

function trying(one: Case): Promise<Simulation> {
  const userIds = agentsOf(one).map(({ userId }) => userId);
  const { customer, channel, direction, isAnswered, queue, ourNumber } = one;
  const input: SimulationAsked = {
    channel,
    direction,
    moment: 'presented',
    customer,
    isAnswered,
    takenBy: userIds.length === 0 ? { kind: 'nobody' } : { kind: 'agents', userIds },
    ...(queue === undefined ? {} : { queue }),
    ...(ourNumber === undefined ? {} : { ourNumber }),
  };
  return simulateInteraction(
    world.ctx(world.administrator.actor, () => AT),
    { crmId: article.crmId, ...input },
  );
}

/** As a phone system reports it. The screen pop runs after each answer. */
async function happening(one: Case): Promise<string> {
  const { id, customer, channel, direction, isAnswered, queue, ourNumber } = one;
  const agents = agentsOf(one).map(({ email }) => email);
  const common = { source: 'pbx', id, at: AT.toISOString(), channel, direction, customer, queue, ourNumber };
  const events = [
    { ...common, sequence: 1, type: 'presented', agents },
    ...(isAnswered ? [{ ...common, sequence: 2, type: 'accepted', agent: agents[0] }] : []),
    { ...common, sequence: 3, type: isAnswered ? 'ended' : 'missed' },
  ];
  let interactionId = '';
  for (const event of events) {
    const pops: (() => Promise<void>)[] = [];
    ({ interactionId } = await receiveInteraction(article.telephone, event, (pop) => pops.push(pop)));
    for (const pop of pops) await pop();
  }
  return interactionId;
}

const WRITES = /\/batch\/upsert$|\/associations\/default\//;
const isWrite = ({ method, url }: { method: string; url: URL }) => method === 'PATCH' || WRITES.test(url.pathname);

it('says beforehand what is then written: 100 calls, the same records, values, links and requests', async () => {
  const said: Simulation[] = [];
  for (const one of CASES) said.push(await trying(one));
  expect(await world.db.interaction.count()).toBe(0);

  const counted = new Map<string, number>();
  for (const [index, one] of CASES.entries()) {
    const interactionId = await happening(one);
    world.calls.forget();
    await article.work();
    const sent = world.calls.all().filter(isWrite);
    const interaction = await world.db.interaction.findUniqueOrThrow({
      where: { id: interactionId },
      include: { assignments: true },
    });
    const plans = said[index]?.plans ?? [];
    expect(interaction.profileId, one.id).toBe(said[index]?.profile?.id ?? null);
    expect(interaction.assignments.length, one.id).toBe(plans.length);
    const [plan] = plans;
    const [assignment] = interaction.assignments;
    if (!plan || !assignment) {
      expect(sent, one.id).toEqual([]);
      counted.set('nothing', (counted.get('nothing') ?? 0) + 1);
      continue;
    }
    counted.set(plan.kind, (counted.get(plan.kind) ?? 0) + 1);
    const inFact = (text: string) =>
      text
        .replaceAll(`"try.${article.crmId}"`, `"${interactionId}.${article.crmId}"`)
        .replaceAll('{id}', assignment.recordId ?? 'none');
    expect(
      sent.map(({ method, url, body }) => ({ method, path: url.pathname, body: body === '' ? null : body })),
      one.id,
    ).toEqual(
      plan.requests.map(({ method, path, body }) => ({
        method,
        path: inFact(path),
        body: body === null ? null : inFact(body),
      })),
    );
    if (plan.kind !== 'create' && plan.kind !== 'update') continue;
    const { objectApiName, recordId } = z.object({ objectApiName: z.string(), recordId: z.string() }).parse(assignment);
    const values = plan.values ?? {};
    expect(await hubspot.read(objectApiName, recordId, ...Object.keys(values)), one.id).toMatchObject(values);
    if (plan.kind === 'create')
      for (const to of ['contacts', 'tickets'])
        expect(await hubspot.linked(objectApiName, recordId, to), one.id).toEqual(
          plan.links.filter((link) => link.objectApiName === to).map(({ id }) => id),
        );
  }
  expect(counted.get('create')).toBeGreaterThan(40);
  expect(counted.get('update')).toBeGreaterThan(2);
  expect(counted.get('skip')).toBeGreaterThan(2);
  expect(counted.get('nothing')).toBeGreaterThan(5);
}, 300_000);
