import { beforeAll, describe, expect, it } from 'vitest';
import type { SimulationAsked } from '@/lib/domain/simulation/input';
import { readSimulationChoices } from '@/lib/services/interactions/read-simulation-choices';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { simulateInteraction } from '@/lib/services/interactions/simulate-interaction';
import { createLine } from '@/lib/services/lines/create-line';
import { createProfile } from '@/lib/services/profiles/create-profile';
import { configureArticle, hubspotClient, type ArticleWorld } from '../../support/article-world';
import { startWorld } from '../../support/connect-world';

const world = await startWorld();
let article: ArticleWorld;
let hubspot: Awaited<ReturnType<typeof hubspotClient>>;
let contactId: string;
let ticketId: string;
/** Sees no contacts. */
let blind: { userId: string; profileId: string };
const NUMBER = '+33 1 76 99 88 01';

beforeAll(async () => {
  article = await configureArticle(world);
  hubspot = await hubspotClient(world);
  await world.control('POST', '/settings', { 'crm.indexDelayMs': 0 });
  contactId = (await hubspot.create('contacts', { firstname: 'Alix', lastname: 'Morel', phone: '01 76 99 88 01' })).id;
  ticketId = (await hubspot.create('tickets', { subject: 'Lamp', hs_pipeline: '0', hs_pipeline_stage: '1' })).id;
  await hubspot.link('tickets', ticketId, 'contacts', contactId);
  const { id: profileId } = await createProfile(world.ctx(world.administrator.actor), {
    name: 'Without contacts',
    description: '',
    crmIds: [article.crmId],
    objects: Object.entries(article.objectIds).map(([name, objectId]) => ({
      objectId,
      canView: name !== 'contacts',
      canCreate: false,
      canEdit: false,
      fieldIds: [],
    })),
  });
  const { actor } = await world.person({ email: 'bea@atelier-lumen.example' });
  await world.db.userProfile.create({ data: { userId: actor.userId, profileId } });
  await world.db.user.update({ where: { id: actor.userId }, data: { defaultProfileId: profileId } });
  blind = { userId: actor.userId, profileId };
});

const tried = (more: Partial<SimulationAsked> = {}, actor = world.administrator.actor) =>
  simulateInteraction(world.ctx(actor), {
    crmId: article.crmId,
    channel: 'voice',
    direction: 'incoming',
    moment: 'presented',
    customer: { number: NUMBER },
    ...more,
  });
const ringing = (...userIds: string[]) => ({ kind: 'agents' as const, userIds });
const agentId = () => article.agent.actor.userId;

/** Everything the database holds. */
async function everything(): Promise<unknown> {
  const tables = await world.db.$queryRaw<{ name: string }[]>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`;
  return Promise.all(
    tables.map(({ name }) =>
      world.db.$queryRawUnsafe(`SELECT md5(coalesce(string_agg(t::text, '' ORDER BY t::text), '')) FROM "${name}" t`),
    ),
  );
}

describe('who may try what', () => {
  const modifier = (...permissions: string[]) =>
    world.person({ permissions: ['crm.access', 'crm.modify', ...permissions] });

  it.each([
    ['users.access', () => ({ takenBy: ringing(agentId()) })],
    ['profiles.access', () => ({ takenBy: { kind: 'profile' as const, profileId: article.profileId } })],
    ['interactions.access', () => ({ replayOf: crypto.randomUUID() })],
  ] as const)('refuses without %s', async (permission, input) => {
    const { actor } = await modifier();
    await expect(tried(input(), actor)).rejects.toMatchObject({ code: 'FORBIDDEN', params: { permission } });
    const { actor: allowed } = await modifier(permission);
    const answer = await tried(input(), allowed).catch((error: unknown) => error);
    expect(answer).not.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('names no profile to somebody who may not see profiles', async () => {
    const { actor } = await modifier('users.access');
    const answer = await tried({ takenBy: ringing(agentId()) }, actor);
    expect(answer).toMatchObject({ decision: { kind: 'open' }, profile: null, shown: [{ profile: null }] });
    expect(JSON.stringify(answer)).not.toContain('"Agents"');
  });

  it('offers agents, profiles and interactions only to those who may see them', async () => {
    const { actor } = await modifier();
    expect(await readSimulationChoices(world.ctx(actor))).toEqual({ agents: null, profiles: null, recent: null });
    const { agents, profiles } = await readSimulationChoices(world.ctx(world.administrator.actor));
    expect(agents?.map(({ id }) => id)).toEqual(expect.arrayContaining([agentId(), blind.userId]));
    expect(profiles?.map(({ id }) => id)).toEqual(expect.arrayContaining([article.profileId, blind.profileId]));
    const { actor: reader } = await world.person({ permissions: ['crm.access', 'users.access'] });
    await expect(readSimulationChoices(world.ctx(reader))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('refuses a profile, an agent or an interaction that is gone, and a crowd', async () => {
    const gone = crypto.randomUUID();
    await expect(tried({ takenBy: { kind: 'profile', profileId: gone } })).rejects.toMatchObject({
      fields: { 'takenBy.profileId': { key: 'profile_gone' } },
    });
    await expect(tried({ takenBy: ringing(agentId(), gone) })).rejects.toMatchObject({
      fields: { 'takenBy.userIds.1': { key: 'user_gone' } },
    });
    await expect(tried({ replayOf: gone })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const crowd = Array.from({ length: 11 }, () => crypto.randomUUID());
    await expect(tried({ takenBy: ringing(...crowd) })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('an agent, a profile, a ring group', () => {
  it('shows each agent of a ring group what their own profile shows', async () => {
    const { decision, profile, shown } = await tried({ takenBy: ringing(agentId(), blind.userId) });
    expect(decision).toMatchObject({ kind: 'open', card: { recordId: contactId } });
    expect(profile).toMatchObject({ id: article.profileId });
    expect(shown).toMatchObject([
      { user: { id: agentId() }, decision: { kind: 'open', card: { recordId: contactId } } },
      { user: { id: blind.userId }, profile: { id: blind.profileId }, decision: { kind: 'hidden' } },
    ]);
  });

  it('searches as the profile of whoever has it allows', async () => {
    const { decision, plans } = await tried({ takenBy: ringing(blind.userId, agentId()) });
    expect(decision).toMatchObject({ kind: 'none' });
    expect(plans).toMatchObject([{ kind: expect.any(String), links: [] }]);
    expect((await tried({ takenBy: { kind: 'profile', profileId: blind.profileId } })).decision).toMatchObject({
      kind: 'none',
    });
  });

  it("takes the profile of the line for a call that reaches nobody, and searches before it's logged", async () => {
    const nobody = { takenBy: { kind: 'nobody' as const }, isAnswered: false, queue: 'After-sales' };
    expect(await tried(nobody)).toMatchObject({ decision: null, profile: null, plans: [] });
    await createLine(world.ctx(world.administrator.actor), {
      name: 'After-sales',
      kind: 'queue',
      value: 'after-sales',
      profileId: article.profileId,
    });
    expect(await tried(nobody)).toMatchObject({
      decision: { kind: 'open', card: { recordId: contactId } },
      profile: { id: article.profileId },
      plans: [{ kind: 'create', values: { hs_call_status: 'MISSED' }, links: [{ id: contactId }, { id: ticketId }] }],
    });
  });
});

describe('the requests', () => {
  it('are named with their values, and what would be linked by its ID', async () => {
    const { plans, searches } = await tried({ takenBy: ringing(agentId()) });
    const [plan] = plans;
    expect(plan?.links).toMatchObject([
      { objectApiName: 'contacts', id: contactId, title: 'Alix Morel' },
      { objectApiName: 'tickets', id: ticketId },
    ]);
    expect(plan?.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /crm/objects/2026-09/calls/batch/upsert',
      `PUT /crm/objects/2026-09/calls/{id}/associations/default/contacts/${contactId}`,
      `PUT /crm/objects/2026-09/calls/{id}/associations/default/tickets/${ticketId}`,
    ]);
    expect(JSON.parse(plan?.requests[0]?.body ?? '')).toMatchObject({ inputs: [{ properties: plan?.values }] });
    expect(searches.map(({ path }) => path)).toEqual(['/crm/objects/2026-09/contacts/search']);
  });

  it('hold no secrets', async () => {
    world.calls.forget();
    const text = JSON.stringify(await tried({ takenBy: ringing(agentId()) }));
    const token = world.calls.all()[0]?.headers.get('authorization')?.replace('Bearer ', '');
    expect(token).toBeTruthy();
    for (const secret of [token, world.app.clientSecret, 'Bearer', 'authorization']) expect(text).not.toContain(secret);
  });

  it('are not sent, and nothing is stored', async () => {
    await world.db.writeKey.deleteMany();
    const { interactionId } = await receiveInteraction(
      article.telephone,
      article.event({ id: 'kept', type: 'presented', customer: { number: NUMBER } }),
    );
    const before = [await everything(), await world.control('GET', '/ledger')];
    world.calls.forget();
    await tried({ takenBy: ringing(agentId(), blind.userId), replayOf: interactionId });
    await tried({
      takenBy: { kind: 'nobody' },
      isAnswered: false,
      queue: 'A queue of its own',
      ourNumber: '+33199000000',
    });
    expect([await everything(), await world.control('GET', '/ledger')]).toEqual(before);
    expect(world.calls.all().length).toBeGreaterThan(0);
    for (const { method, url } of world.calls.all())
      expect(`${method} ${url.pathname}`).toMatch(/^GET |\/search$|\/batch\/read$/);
  });
});

describe('a recorded interaction', () => {
  it('is tried with what was recorded, and stays as it is', async () => {
    const events = ['presented', 'accepted', 'ended'] as const;
    let interactionId = '';
    for (const type of events)
      ({ interactionId } = await receiveInteraction(
        article.telephone,
        article.event({
          id: 'recorded',
          type,
          customer: { number: NUMBER },
          queue: 'After-sales',
          ...(type === 'ended' ? { durationMs: 61_000, recordingUrl: 'https://recordings.example/1' } : {}),
        }),
      ));
    const choices = await readSimulationChoices(world.ctx(world.administrator.actor));
    const recent = choices.recent?.find(({ id }) => id === interactionId);
    expect(recent).toMatchObject({
      channel: 'voice',
      customer: { number: NUMBER },
      queue: 'After-sales',
      isAnswered: true,
      agentIds: [agentId()],
    });
    const { plans } = await tried({ replayOf: interactionId, takenBy: ringing(agentId()) });
    let state = await world.db.interaction.findUniqueOrThrow({ where: { id: interactionId } });
    expect(plans[0]?.values).toMatchObject({
      hs_call_duration: '61000',
      hs_timestamp: state.presentedAt?.toISOString(),
    });
    expect(plans[0]?.requests[0]?.body).toContain(`${interactionId}.${article.crmId}`);
    // Once it is logged, a retry would update that record.
    expect(await article.work()).toEqual([]);
    state = await world.db.interaction.findUniqueOrThrow({ where: { id: interactionId } });
    const { recordId } = await world.db.interactionAssignment.findFirstOrThrow({ where: { interactionId } });
    const logged = await tried({ replayOf: interactionId, takenBy: ringing(agentId()) });
    expect(logged.plans[0]?.requests[0]).toMatchObject({ method: 'PATCH' });
    expect(logged.plans[0]?.requests[0]?.path).toMatch(new RegExp(`/calls/${recordId}$`));
    // Not answered, nobody talked.
    const missed = await tried({ replayOf: interactionId, takenBy: ringing(agentId()), isAnswered: false });
    expect(missed.plans[0]?.values).toMatchObject({ hs_call_duration: '0' });
    expect(await world.db.interaction.findUniqueOrThrow({ where: { id: interactionId } })).toEqual(state);
  });

  it('is offered first if it was asked for, however old', async () => {
    const ctx = world.ctx(world.administrator.actor);
    const { interactionId } = await receiveInteraction(
      article.telephone,
      article.event({ id: 'old', type: 'presented', agent: 'nobody@elsewhere.example' }),
    );
    await world.db.interaction.update({ where: { id: interactionId }, data: { createdAt: new Date(0) } });
    const { recent } = await readSimulationChoices(ctx, { interactionId });
    expect(recent?.[0]).toMatchObject({ id: interactionId, agentIds: [] });
    expect(recent?.filter(({ id }) => id === interactionId)).toHaveLength(1);
  });
});
