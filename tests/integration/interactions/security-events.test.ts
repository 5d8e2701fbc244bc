import { beforeAll, expect, it } from 'vitest';
import { MAX_AGENTS, MAX_PARTICIPANTS } from '@/lib/domain/interaction/interaction';
import { hashSecret, newSecret } from '@/lib/platform/crypto';
import { configureArticle, type ArticleWorld } from '../../support/article-world';
import { startWorld } from '../../support/connect-world';
import { takeWorkAfterAnswers } from '../../support/after-answer';
import { callRoute, routeNamed } from '../../support/route-walk';

/** Whoever holds a key for events names people: too many, of wrong types, or agents who are none. Nobody gets anything by it. */

takeWorkAfterAnswers();

const world = await startWorld();
const key = `maker_${newSecret()}`;
let article: ArticleWorld;
beforeAll(async () => {
  article = await configureArticle(world);
  await world.db.apiKey.create({
    data: { name: 'Phone system', prefix: 'maker_', keyHash: hashSecret(key), scopes: ['interactions.write'] },
  });
});

let sent = 0;
async function report(facts: Record<string, unknown>) {
  sent += 1;
  const event = { ...article.event(), id: `attack-${sent}`, type: 'presented', ...facts };
  const answer = await callRoute(routeNamed('POST /api/interactions'), {
    body: event,
    headers: { authorization: `Bearer ${key}` },
  });
  const text = await answer.text();
  return { status: answer.status, text, id: event.id, sentBytes: JSON.stringify(event).length };
}
const people = (count: number, of: (index: number) => unknown) =>
  Array.from({ length: count }, (_, index) => of(index));
const address = (index: number) => `p${index}@client.example`;

it.each<[string, Record<string, unknown>]>([
  ['more participants than fit', { participants: people(3_000, (index) => ({ email: address(index) })) }],
  ['more agents than fit', { agents: people(3_000, address) }],
  ['participants that are none', { participants: people(60, (index) => [null, 7, [], 'x', {}][index % 5]) }],
  ['agents that are none', { agents: people(60, (index) => [null, 7, [], {}, { contains: '' }][index % 5]) }],
  ['a participant of everything', { participants: [{ email: { not: '' }, number: ['1'], handle: 1, role: 'owner' }] }],
  [
    'names that are no text',
    { participants: [{ email: 'a@client.example', name: 'x\u0000y', ['__proto__']: { isAdmin: true } }] },
  ],
  ['names without end', { participants: people(20, (index) => ({ email: address(index), name: 'n'.repeat(10_000) })) }],
  ['participants as an object', { participants: { length: 3, 0: { email: 'a@client.example' } } }],
  ['agents as a text', { agents: 'agent@example.com' }],
])('%s: the event counts or is refused, never a failure of ours', async (_name, facts) => {
  const { status, text, id, sentBytes } = await report(facts);
  expect(status === 202 || status === 400, `${status}`).toBe(true);
  expect(text.length).toBeLessThan(sentBytes + 4_096);
  const row = await world.db.interaction.findFirst({
    where: { externalId: id },
    include: { participations: true, events: true },
  });
  // `agent` beside them.
  expect(row?.participations.length ?? 0).toBeLessThanOrEqual(MAX_AGENTS + 1);
  for (const { payload } of row?.events ?? []) {
    const { participants } = Object(payload);
    expect(Array.isArray(participants) ? participants.length : 0).toBeLessThanOrEqual(MAX_PARTICIPANTS);
  }
});

it('an agent is somebody who is here and enabled: naming an address gives it nothing', async () => {
  const { actor, browser } = await world.person();
  await world.db.user.update({ where: { id: actor.userId }, data: { status: 'disabled' } });
  const { status, id } = await report({ agents: [actor.email, 'stranger@attacker.example'] });
  expect(status).toBe(202);
  const row = await world.db.interaction.findFirstOrThrow({ where: { externalId: id } });
  for (const name of ['GET /api/banner/interactions/{id}', 'POST /api/banner/interactions/{id}/pop'])
    expect((await callRoute(routeNamed(name), { browser, params: { id: row.id } })).status, name).toBe(401);
  // Nor does taking part, to a colleague who was not called.
  const colleague = await world.person();
  const second = await report({ participants: [{ email: colleague.actor.email, role: 'to' }] });
  const { id: other } = await world.db.interaction.findFirstOrThrow({ where: { externalId: second.id } });
  const seen = await callRoute(routeNamed('GET /api/banner/interactions/{id}'), {
    browser: colleague.browser,
    params: { id: other },
  });
  expect(seen.status).toBe(404);
});
