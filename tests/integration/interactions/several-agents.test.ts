import { beforeAll, describe, expect, it } from 'vitest';
import { duplicateCrm } from '@/lib/services/crms/duplicate-crm';
import { createLine } from '@/lib/services/lines/create-line';
import { createProfile } from '@/lib/services/profiles/create-profile';
import type { InteractionEventInput } from '@/lib/domain/interaction/interaction';
import { LEAVES_AFTER_MS } from '@/lib/domain/interaction/participation';
import { attachCard } from '@/lib/services/interactions/attach-card';
import { dismissInteraction } from '@/lib/services/interactions/dismiss-interaction';
import {
  listOwnInteractions,
  placeOwnInteraction,
  readOwnInteraction,
} from '@/lib/services/interactions/list-own-interactions';
import { listInteractions, readInteraction } from '@/lib/services/interactions/queries';
import { readBannerRows } from '@/lib/services/interactions/read-banner-rows';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { configureArticle, hubspotClient, type ArticleWorld } from '../../support/article-world';
import { startWorld, type Person } from '../../support/connect-world';

const world = await startWorld();
let article: ArticleWorld;
let hubspot: Awaited<ReturnType<typeof hubspotClient>>;
let contactId: string;
let ana: Person;
let ben: Person;

const ANA = 'agent@atelier-lumen.example';
const BEN = 'ben@atelier-lumen.example';
const NUMBER = '+33176998801';
const START = Date.parse('2026-11-23T09:00:00Z');
const DAY_S = 24 * 60 * 60;

beforeAll(async () => {
  article = await configureArticle(world);
  hubspot = await hubspotClient(world);
  await world.control('POST', '/settings', { 'crm.indexDelayMs': 0 });
  const alix = { firstname: 'Alix', lastname: 'Morel', phone: '01 76 99 88 01', email: 'alix@client.example' };
  contactId = (await hubspot.create('contacts', alix)).id;
  ana = article.agent;
  ben = await world.person({ email: BEN });
  await world.db.userProfile.create({ data: { userId: ben.actor.userId, profileId: article.profileId } });
  await world.db.user.update({
    where: { id: ben.actor.userId },
    data: { name: 'Ben Petit', defaultProfileId: article.profileId },
  });
  ben.actor.activeProfileId = article.profileId;
});

interface Reported {
  interactionId: string;
  isRepeat: boolean;
  lookUps: number;
}

/** An event without a sequence, `seconds` after the start; screen pops run at once. */
async function report(
  id: string,
  type: InteractionEventInput['type'],
  seconds: number,
  more: Record<string, unknown> = {},
): Promise<Reported> {
  const { sequence: _sequence, agent: _agent, ...common } = article.event();
  const at = new Date(START + seconds * 1000).toISOString();
  const later: (() => Promise<void>)[] = [];
  const received = await receiveInteraction(
    article.telephone,
    { ...common, id, type, at, ...more },
    (work) => void later.push(work),
  );
  world.calls.forget();
  for (const work of later) await work();
  return { ...received, lookUps: world.calls.all().filter(({ url }) => url.pathname.endsWith('/search')).length };
}

/** What an agent's Banner shows of a call: its state for them, and who has it instead. */
async function shownTo(person: Person, interactionId: string, laterMs = 0): Promise<string | null> {
  const now = new Date(Date.now() + laterMs);
  const ctx = world.ctx(person.actor, () => now);
  const { open, closed } = await listOwnInteractions(ctx);
  const where = open.some(({ id }) => id === interactionId) ? 'open' : 'closed';
  const shown = [...open, ...closed].find(({ id }) => id === interactionId);
  // The stream says of one what the lists say of all.
  const news = await newsOf(ctx, person.actor, interactionId);
  expect(news && [news.place, news.interaction.state, news.interaction.ending]).toEqual(
    shown ? [where, shown.state, shown.ending] : null,
  );
  if (!shown) return null;
  return [where, shown.state, shown.ending, shown.takenBy].filter((part) => part !== null).join(' ');
}

async function newsOf(ctx: ReturnType<typeof world.ctx>, actor: Person['actor'], interactionId: string) {
  const [row] = await readBannerRows(ctx, [interactionId]);
  return row ? placeOwnInteraction(row, actor, { visibility: new Map(), now: ctx.now() }) : null;
}

const customer = { number: NUMBER };
const callsFor = async (title: string) =>
  (await hubspot.calls()).filter(({ properties }) => properties['hs_call_title']?.startsWith(title) ?? false);

describe('a ring group', () => {
  it('rings at everybody; when one answers, the others read who, and it leaves them', async () => {
    const { interactionId, lookUps } = await report('group', 'presented', 0, { agents: [ANA, BEN], customer });
    expect(lookUps).toBe(1);
    expect([await shownTo(ana, interactionId), await shownTo(ben, interactionId)]).toEqual([
      'open presented',
      'open presented',
    ]);
    expect((await report('group', 'accepted', 20, { agent: BEN })).lookUps).toBe(0);
    expect(await shownTo(ana, interactionId)).toBe('open ended answered_elsewhere Ben Petit');
    expect(await shownTo(ana, interactionId, LEAVES_AFTER_MS + 1000)).toBeNull();
    expect(await shownTo(ben, interactionId)).toBe('open accepted');

    // A colleague's missed ring takes nothing from who talks, and nothing becomes missed.
    await report('group', 'missed', 21, { agent: ANA });
    expect(await shownTo(ben, interactionId)).toBe('open accepted');
    await report('group', 'ended', 140, { agent: BEN });
    expect(await shownTo(ben, interactionId)).toBe('closed ended answered');
    expect(await article.work()).toEqual([]);
    const [written, ...others] = await callsFor(NUMBER);
    expect(others).toEqual([]);
    expect(written?.properties).toMatchObject({ hs_call_duration: '120000', hs_call_status: 'COMPLETED' });
    expect(await hubspot.linked('calls', written?.id ?? '', 'contacts')).toEqual([contactId]);
  });

  it('announced one by one is one look-up, however often each ring is repeated', async () => {
    const lookUps = [];
    for (const agent of [ANA, ANA, ANA, ANA, ANA, BEN])
      lookUps.push((await report('one-by-one', 'presented', lookUps.length, { agent, customer })).lookUps);
    expect(lookUps).toEqual([1, 0, 0, 0, 0, 0]);
    const again = await report('one-by-one', 'presented', 5, { agent: BEN, customer });
    expect(again.isRepeat).toBe(true);
    const told = await world.db.bannerEvent.findMany({
      where: { interactionId: again.interactionId, type: 'interaction-presented' },
    });
    expect(told.map(({ userId }) => userId).sort()).toEqual([ana.actor.userId, ben.actor.userId].sort());
    await report('one-by-one', 'ended', 30);
    expect(await shownTo(ana, again.interactionId)).toBe('closed ended missed');
  });

  it('is dismissed by one agent alone, and who lost it can’t change it', async () => {
    const { interactionId } = await report('alone', 'presented', 0, { agents: [ANA, BEN], customer });
    await dismissInteraction(world.ctx(ana.actor), { interactionId });
    expect([await shownTo(ana, interactionId), await shownTo(ben, interactionId)]).toEqual([null, 'open presented']);
    await report('alone', 'accepted', 5, { agent: BEN });
    const attach = { interactionId, objectId: article.objectIds.contacts, recordId: contactId, as: 'main' } as const;
    world.calls.forget();
    await expect(attachCard(world.ctx(ana.actor), attach)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    // What isn't hers is refused before the CRM is asked.
    expect(world.calls.all()).toEqual([]);
    await attachCard(world.ctx(ben.actor), attach);
    await expect(
      readOwnInteraction(
        world.ctx(ana.actor, () => new Date(Date.now() + LEAVES_AFTER_MS + 1000)),
        { id: interactionId },
      ),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await report('alone', 'ended', 9);
  });
});

describe('a transfer', () => {
  it('keeps the customer’s number, and knows who had it first and last', async () => {
    const { interactionId } = await report('transfer', 'accepted', 0, {
      agent: ANA,
      customer: { number: '+33176998877' },
    });
    await report('transfer', 'presented', 30, { agent: BEN, customer: { number: '201' } });
    await report('transfer', 'accepted', 35, { agent: BEN, customer: { number: '201' } });
    expect([await shownTo(ana, interactionId), await shownTo(ben, interactionId)]).toEqual([
      'open accepted',
      'open accepted',
    ]);
    await report('transfer', 'transferred', 50, { agent: ANA, to: BEN });
    expect(await shownTo(ana, interactionId)).toBe('closed ended transferred Ben Petit');
    expect(await shownTo(ben, interactionId)).toBe('open accepted');
    await report('transfer', 'ended', 120);
    expect(await article.work()).toEqual([]);
    const [written] = await callsFor('+33176998877');
    expect(written?.properties).toMatchObject({
      hs_call_title: expect.stringMatching(/^\+33176998877 → \+\d+ · Person \d+ → Ben Petit$/),
      hs_call_from_number: '+33176998877',
      hs_call_duration: '120000',
    });
    const detail = await readInteraction(world.ctx(world.administrator.actor), { id: interactionId });
    expect(detail.agent?.name).toBe('Ben Petit');
    expect(detail.participations.map(({ agent, ending }) => [agent, ending])).toEqual([
      [ANA, 'transferred'],
      [BEN, 'answered'],
    ]);
  });

  it('pins each agent’s profile when it is offered to them', async () => {
    const { interactionId } = await report('pinned', 'presented', 0, { agent: ANA, customer });
    const session = { where: { id: ana.actor.sessionId } };
    const { activeProfileId } = await world.db.session.findUniqueOrThrow(session);
    await world.db.user.update({ where: { id: ana.actor.userId }, data: { defaultProfileId: null } });
    await world.db.session.update({ ...session, data: { activeProfileId: null } });
    await report('pinned', 'accepted', 5, { agent: ANA });
    const { profileId } = await world.db.interaction.findUniqueOrThrow({ where: { id: interactionId } });
    expect(profileId).toBe(article.profileId);
    await world.db.user.update({ where: { id: ana.actor.userId }, data: { defaultProfileId: article.profileId } });
    await world.db.session.update({ ...session, data: { activeProfileId } });
    await report('pinned', 'ended', 9);
  });
});

describe('a call that reached nobody we know', () => {
  const unassigned = async (id: string) => {
    const { items } = await listInteractions(world.ctx(world.administrator.actor), { state: 'needs_administrator' });
    return items.find(({ externalId }) => externalId === id)?.ledger.reason?.key;
  };

  it.each([
    ['no agent', 'no_agent', {}, []],
    ['an agent nobody knows', 'unknown_agent', { agent: 'ghost@example.com' }, ['ghost@example.com']],
    ['an agent called by an extension', 'unknown_agent', { agent: '201' }, ['201']],
  ])('is visible, with the reason: %s', async (id, reason, more, agents) => {
    await report(id, 'presented', 0, { agents: [], queue: 'Support', customer, ...more });
    const { interactionId } = await report(id, 'missed', 40, { queue: 'Support', ...more });
    expect(await unassigned(id)).toBe(reason);
    const detail = await readInteraction(world.ctx(world.administrator.actor), { id: interactionId });
    expect(detail).toMatchObject({ state: 'missed', agent: null, queue: 'Support' });
    expect(detail.participations.map(({ agent, user }) => [agent, user])).toEqual(agents.map((agent) => [agent, null]));
  });

  it('is logged by the profile of those it rang at, if somebody unknown answered', async () => {
    const number = '+33176998866';
    await report('outside', 'presented', 0, { agents: [ANA], customer: { number } });
    await report('outside', 'accepted', 5, { agent: 'reception' });
    await report('outside', 'ended', 65, { agent: 'reception' });
    expect(await article.work()).toEqual([]);
    expect((await callsFor(number)).map(({ properties }) => properties['hs_call_duration'])).toEqual(['60000']);
    expect(await unassigned('outside')).toBeUndefined();
  });
});

describe('what is known late', () => {
  it.each([
    ['accepted', 'at the answer'],
    ['described', 'afterwards'],
  ] as const)('is looked up then: a number that comes with %s', async (type, when) => {
    const { interactionId, lookUps } = await report(when, 'presented', 0, { agent: ANA });
    expect(lookUps).toBe(0);
    expect((await report(when, type, 5, { agent: ANA, customer })).lookUps).toBe(1);
    expect(await readOwnInteraction(world.ctx(ana.actor), { id: interactionId })).toMatchObject({
      decision: { kind: 'open', card: { recordId: contactId } },
    });
    await report(when, 'ended', 9);
  });

  it('is looked up before it is logged, if the number comes with the end', async () => {
    const { interactionId } = await report('at the end', 'presented', 0, { agent: ANA });
    await report('at the end', 'ended', 5, { agent: ANA, customer });
    expect(await article.work()).toEqual([]);
    const { recordId } = await world.db.interactionAssignment.findFirstOrThrow({ where: { interactionId } });
    expect(await hubspot.linked('calls', recordId ?? '', 'contacts')).toEqual([contactId]);
  });

  it('is added: a second end with the recording changes no duration', async () => {
    const number = '+33176998855';
    await report('two ends', 'accepted', 0, { agent: ANA, customer: { number } });
    await report('two ends', 'ended', 70);
    await article.work();
    const { interactionId } = await report('two ends', 'ended', 310, { recordingUrl: 'https://rec.example/1.mp3' });
    expect(await article.work()).toEqual([]);
    expect((await callsFor(number)).map(({ properties }) => properties['hs_call_duration'])).toEqual(['70000']);
    const { data } = await world.db.interaction.findUniqueOrThrow({ where: { id: interactionId } });
    expect(data).toMatchObject({ recordingUrl: 'https://rec.example/1.mp3' });
  });
});

describe('a phone system that counts from 1 again', () => {
  it('makes another call of the same ID a day later, and repeats of either add nothing', async () => {
    const day = async (seconds: number, agent: string, number: string) => {
      const ids = [];
      for (const [sequence, type] of (['presented', 'accepted', 'ended'] as const).entries())
        ids.push(await report('1', type, seconds + sequence, { sequence: sequence + 1, agent, customer: { number } }));
      return ids;
    };
    const first = await day(0, ANA, '+33176998844');
    const second = await day(DAY_S, BEN, '+33176998833');
    expect(new Set([...first, ...second].map(({ interactionId }) => interactionId)).size).toBe(2);
    expect([...first, ...second].some(({ isRepeat }) => isRepeat)).toBe(false);
    const repeated = [...(await day(0, ANA, '+33176998844')), ...(await day(DAY_S, BEN, '+33176998833'))];
    expect(repeated.every(({ isRepeat }) => isRepeat)).toBe(true);
    expect(await article.work()).toEqual([]);
    expect([(await callsFor('+33176998844')).length, (await callsFor('+33176998833')).length]).toEqual([1, 1]);
  });
});

describe('two lines at once, delivered in disorder', () => {
  it('end as if everything had come in order', async () => {
    const line = (id: string, agent: string, other: string) =>
      [
        ['presented', 0, { agents: [agent, other] }],
        ['accepted', 5, { agent }],
        ['missed', 6, { agent: other }],
        ['transferred', 30, { agent, to: other }],
        ['accepted', 33, { agent: other }],
        ['ended', 65, { agent: other }],
        ['described', 70, { recordingUrl: `https://rec.example/${id}.mp3` }],
      ] as const;
    const stateOf = async (id: string) => {
      const row = await world.db.interaction.findFirstOrThrow({
        where: { externalId: id },
        include: { participations: { orderBy: { agent: 'asc' } } },
      });
      const parts = row.participations.map(({ agent, phase, ending, takenBy, answeredAt, leftAt }) => ({
        agent,
        phase,
        ending,
        takenBy,
        answeredAt,
        leftAt,
      }));
      return { state: row.state, userId: row.userId, endedAt: row.endedAt, parts };
    };
    const deliver = async (suffix: string, order: readonly number[]) => {
      const lines = [
        ['line-1', ANA, BEN],
        ['line-2', BEN, ANA],
      ] as const;
      await Promise.all(
        lines.map(async ([id, agent, other]) => {
          for (const index of order) {
            const [type, seconds, more] = line(id, agent, other)[index] ?? expect.fail();
            await report(`${id}-${suffix}`, type, seconds, more);
          }
        }),
      );
    };
    await Promise.all([
      deliver('in-order', [0, 1, 2, 3, 4, 5, 6]),
      deliver('backwards', [6, 5, 4, 3, 2, 1, 0, 3]),
      deliver('mixed', [3, 0, 6, 1, 5, 5, 2, 4]),
    ]);
    for (const id of ['line-1', 'line-2']) {
      const inOrder = await stateOf(`${id}-in-order`);
      expect(inOrder).toMatchObject({ state: 'ended' });
      expect(await stateOf(`${id}-backwards`)).toEqual(inOrder);
      expect(await stateOf(`${id}-mixed`)).toEqual(inOrder);
    }
  });
});

describe('a call that was given up in a queue and answered after all', () => {
  it('is answered in every CRM that it was logged in, whoever answers', async () => {
    const administrator = world.ctx(world.administrator.actor);
    const { id: otherCrm } = await duplicateCrm(administrator, { id: article.crmId });
    await world.db.assignmentRule.updateMany({ where: { crmId: otherCrm }, data: { enabled: true } });
    const { id: profileId } = await createProfile(administrator, {
      name: 'Second line',
      description: '',
      crmIds: [otherCrm],
      objects: [],
    });
    const cleo = await world.person({ email: 'cleo@atelier-lumen.example' });
    await world.db.user.update({ where: { id: cleo.actor.userId }, data: { defaultProfileId: profileId } });
    const queue = 'Night';
    await createLine(administrator, { name: queue, kind: 'queue', value: queue, profileId: article.profileId });
    const number = '+33176997733';
    const id = 'given-up';
    const logged = async (interactionId: string) => {
      expect(await article.work()).toEqual([]);
      const assignments = await world.db.interactionAssignment.findMany({
        where: { interactionId },
        orderBy: { createdAt: 'asc' },
      });
      const records = await callsFor(number);
      expect(records).toHaveLength(assignments.length);
      return assignments.map(({ crmId, recordId }) => {
        const { properties = {} } = records.find((record) => record.id === recordId) ?? {};
        const where = crmId === otherCrm ? 'second' : 'first';
        return `${where} ${properties['hs_call_status']} ${properties['hs_call_duration']}`;
      });
    };

    await report(id, 'presented', 0, { agents: [], queue, customer: { number } });
    const { interactionId } = await report(id, 'missed', 30, { queue });
    expect(await logged(interactionId)).toEqual(['first MISSED 0']);
    await report(id, 'presented', 60, { agent: 'cleo@atelier-lumen.example' });
    await report(id, 'accepted', 65, { agent: 'cleo@atelier-lumen.example' });
    // It isn't over: nothing is written.
    expect(await logged(interactionId)).toEqual(['first MISSED 0']);
    await report(id, 'ended', 125, { agent: 'cleo@atelier-lumen.example' });
    expect(await logged(interactionId)).toEqual(['first COMPLETED 60000', 'second COMPLETED 60000']);
    // What is known later reaches both.
    await report(id, 'described', 200, { durationMs: 59_000 });
    expect(await logged(interactionId)).toEqual(['first COMPLETED 59000', 'second COMPLETED 59000']);
  });
});
