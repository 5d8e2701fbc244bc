import { beforeAll, describe, expect, it } from 'vitest';
import { hashSecret, newSecret } from '@/lib/platform/crypto';
import { EVENT_FACTS, INTERACTION_EVENT_TYPES } from '@/lib/domain/interaction/interaction';
import { readInteraction } from '@/lib/services/interactions/queries';
import { runScreenPop } from '@/lib/services/screen-pop/run-screen-pop';
import { configureArticle, hubspotClient, type ArticleWorld } from '../../support/article-world';
import { startWorld } from '../../support/connect-world';
import { takeWorkAfterAnswers } from '../../support/after-answer';
import { callRoute, routes } from '../../support/route-walk';

takeWorkAfterAnswers();

const world = await startWorld();
const apiKey = `maker_${newSecret()}`;
const POST = routes.find(({ name }) => name === 'POST /api/interactions') ?? expect.fail('no such route');
let article: ArticleWorld;
let hubspot: Awaited<ReturnType<typeof hubspotClient>>;

beforeAll(async () => {
  article = await configureArticle(world);
  hubspot = await hubspotClient(world);
  await world.db.apiKey.create({
    data: { name: 'Phone system', prefix: 'maker_', keyHash: hashSecret(apiKey), scopes: ['interactions.write'] },
  });
});

interface Answer {
  id: string;
  isRepeat: boolean;
  ignored: { field: string; reason: string }[];
}

async function post(event: Record<string, unknown>): Promise<{ status: number; body: Answer }> {
  const response = await callRoute(POST, {
    body: { ...article.event(), ...event },
    headers: { authorization: `Bearer ${apiKey}` },
  });
  return { status: response.status, body: await response.json() };
}

describe('an event with facts that can’t be used', () => {
  it('is taken with an email that would be cut in the middle of an emoji', async () => {
    const bodyHtml = `<p>a${'😀'.repeat(12_000)}</p>`;
    const { status, body } = await post({ id: 'long-email', channel: 'email', bodyHtml });
    expect([status, body.ignored]).toEqual([202, []]);
  });

  it('counts, and the answer and the ledger say what was left out', async () => {
    const before = (await hubspot.calls()).length;
    await post({ id: 'http-recording', customer: { number: '+33176000107' } });
    const { status, body } = await post({
      id: 'http-recording',
      type: 'ended',
      durationMs: 70_000.7,
      recordingUrl: 'http://10.0.0.5/recordings/1.wav',
      outcome: null,
      hangupCause: 16,
    });
    const ignored = [
      { field: 'recordingUrl', reason: 'not_https' },
      { field: 'outcome', reason: 'empty' },
      { field: 'hangupCause', reason: 'unknown_field' },
    ];
    expect([status, body.ignored]).toEqual([202, ignored]);
    const detail = await readInteraction(world.ctx(world.administrator.actor), { id: body.id });
    expect(detail).toMatchObject({ state: 'ended', durationMs: 70_001 });
    expect(detail.events.map((event) => event.ignored)).toEqual([[], ignored]);
    expect(await article.work()).toEqual([]);
    expect(await hubspot.calls()).toHaveLength(before + 1);
  });

  it('says in the answer and the ledger that several events named more people than it keeps', async () => {
    const people = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) => ({ role: 'cc', email: `p${from + index}@client.example` }));
    const send = (participants: unknown[], more: Record<string, unknown> = {}) =>
      post({ id: 'crowd', channel: 'email', participants, ...more });
    const tooMany = [{ field: 'participants', reason: 'too_many' }];
    expect((await send(people(0, 30))).body.ignored).toEqual([]);
    expect((await send(people(20, 50), { type: 'described' })).body.ignored).toEqual([]);
    const { status, body } = await send(people(45, 52), { type: 'accepted' });
    expect([status, body.ignored]).toEqual([202, tooMany]);
    // Those of one event that are beyond it are said once.
    expect((await send(people(0, 60), { type: 'ended' })).body.ignored).toEqual(tooMany);
    const { events, participants } = await readInteraction(world.ctx(world.administrator.actor), { id: body.id });
    expect(events.map(({ ignored }) => ignored)).toEqual([[], [], tooMany, tooMany]);
    expect(participants.filter(({ isCustomer }) => !isCustomer)).toHaveLength(50);
  });

  it('rings as withheld if the number is empty', async () => {
    const { status, body } = await post({ id: 'empty-number', customer: { number: '' } });
    expect([status, body.ignored]).toEqual([202, [{ field: 'customer.number', reason: 'number_empty' }]]);
    world.calls.forget();
    const decision = await runScreenPop(world.ctx({ kind: 'system', name: 'pop' }), {
      interactionId: body.id,
      moment: 'presented',
    });
    expect(decision?.kind).toBe('withheld');
    expect(world.calls.all()).toEqual([]);
    expect(
      await world.db.bannerEvent.findFirst({ where: { interactionId: body.id, type: 'interaction-presented' } }),
    ).not.toBeNull();
  });

  it('is found by a number that came as a JSON number', async () => {
    const { status, body } = await post({
      id: 'json-number',
      at: '2026-11-23T10:00+0100',
      customer: { number: 33176000107 },
    });
    expect([status, body.ignored]).toEqual([202, []]);
    const row = await world.db.interaction.findUniqueOrThrow({ where: { id: body.id } });
    expect([row.numberKey, row.presentedAt?.toISOString()]).toEqual(['33176000107', '2026-11-23T09:00:00.000Z']);
  });

  it.each([
    ['no time', undefined],
    ['a local time', '2026-11-23T10:00:00'],
    ['a time that is none', 'yesterday'],
  ])('is a repeat with %s if the same was just reported, and rings again once it was missed', async (_what, at) => {
    const { sequence: _sequence, at: _at, ...common } = article.event({ id: `untimed-${at}`, queue: 'Sales' });
    const report = async (type: string) => {
      const response = await callRoute(POST, {
        body: { ...common, type, at },
        headers: { authorization: `Bearer ${apiKey}` },
      });
      const { isRepeat }: Answer = await response.json();
      return `${response.status} ${isRepeat}`;
    };
    const answers = [];
    for (const type of ['presented', 'presented', 'missed', 'missed', 'presented']) answers.push(await report(type));
    expect(answers).toEqual(['202 false', '200 true', '202 false', '200 true', '202 false']);
    const { state, events } = await world.db.interaction.findFirstOrThrow({
      where: { externalId: common.id },
      select: { state: true, events: true },
    });
    expect([state, events.length]).toEqual(['presented', 3]);
  });

  it('is refused where it means nothing, with the reason beside the field', async () => {
    const response = await callRoute(POST, {
      body: { ...article.event({ id: 'no-type' }), type: 'ringing', source: '', at: '2026-11-23' },
      headers: { authorization: `Bearer ${apiKey}` },
    });
    const { error }: { error: { fields: Record<string, string> } } = await response.json();
    expect([response.status, Object.keys(error.fields).sort()]).toEqual([400, ['source', 'type']]);
    expect(await world.db.interaction.count({ where: { externalId: 'no-type' } })).toBe(0);
  });

  it('counts at the time of arrival if it states none, and waits in a queue if it names nobody', async () => {
    const { at: _at, agent: _agent, direction: _direction, ...event } = article.event({ id: 'bare', queue: 'Sales' });
    const response = await callRoute(POST, { body: event, headers: { authorization: `Bearer ${apiKey}` } });
    const body: Answer = await response.json();
    expect([response.status, body.ignored]).toEqual([202, [{ field: 'at', reason: 'missing' }]]);
    const detail = await readInteraction(world.ctx(world.administrator.actor), { id: body.id });
    expect(detail).toMatchObject({ state: 'presented', direction: 'incoming', participations: [], queue: 'Sales' });
    const later = await post({
      id: 'bare',
      type: 'accepted',
      agent: null,
      at: '2026-11-23T10:00:00',
      direction: 'sideways',
    });
    expect([later.status, later.body.id]).toEqual([202, body.id]);
    expect(new Map(later.body.ignored.map(({ field, reason }) => [field, reason]))).toEqual(
      new Map([
        ['at', 'no_offset'],
        ['agent', 'empty'],
        ['direction', 'wrong_format'],
      ]),
    );
  });

  it.each(INTERACTION_EVENT_TYPES)('is taken as %s whatever its optional facts are', async (type) => {
    const facts = [...Object.keys(EVENT_FACTS), 'to', 'trunk'];
    for (const [index, value] of [null, 'NaN', -1.5, {}, [[]], 'x'.repeat(3000), '\ud83d'].entries()) {
      const body = {
        source: 'pbx-9',
        id: `${type}-${index}`,
        type,
        ...Object.fromEntries(facts.map((name) => [name, value])),
      };
      const response = await callRoute(POST, { body, headers: { authorization: `Bearer ${apiKey}` } });
      const answer: Answer = await response.json();
      expect({ value, status: response.status, answer }).toMatchObject({
        status: 202,
        answer: { ignored: expect.arrayContaining([{ field: 'at', reason: expect.any(String) }]) },
      });
    }
  });
});
