import { beforeAll, expect, it } from 'vitest';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { readInteractionRetry } from '@/lib/services/interactions/queries';
import { retryInteractions } from '@/lib/services/interactions/retry-interactions';
import { startInteractionRetry } from '@/lib/services/interactions/start-interaction-retry';
import { editLine } from '@/lib/services/lines/edit-line';
import { readLine } from '@/lib/services/lines/queries';
import { configureArticle, hubspotClient, type ArticleWorld } from '../../support/article-world';
import { startWorld } from '../../support/connect-world';

/** What waits for an administrator is logged once the cause is mended, all at once. */
const world = await startWorld();
const admin = world.ctx(world.administrator.actor);
let article: ArticleWorld;

beforeAll(async () => {
  article = await configureArticle(world);
  await world.control('POST', '/settings', { 'crm.indexDelayMs': 0 });
});

const COUNT = 55;
const numberOf = (index: number) => `+3317699${String(3300 + index)}`;
const job = (retryId: string) =>
  retryInteractions(world.ctx({ kind: 'system', name: 'retry-interactions' }), { retryId });
const inState = (ledger: 'needs_administrator' | 'waiting' | 'open') =>
  world.db.interaction.count({ where: { ledger } });

it('logs the calls of a line once the line has a profile, in steps, and each once', async () => {
  for (let index = 0; index < COUNT; index += 1)
    await receiveInteraction(article.telephone, {
      source: 'retry',
      id: `call-${index}`,
      type: 'missed',
      at: new Date(Date.UTC(2026, 10, 23, 10, 0, index)).toISOString(),
      channel: 'voice',
      direction: 'incoming',
      queue: index < COUNT - 1 ? 'Support' : 'Elsewhere',
      customer: { number: numberOf(index) },
    });
  const line = await world.db.line.findFirstOrThrow({ where: { value: 'Support' } });
  expect(await readLine(admin, { id: line.id })).toMatchObject({ waiting: COUNT - 1 });

  // Nothing is mended yet: each keeps its reason.
  const { id: early } = await startInteractionRetry(admin, { queueId: line.id });
  await expect(startInteractionRetry(admin, {})).rejects.toMatchObject({ code: 'CONFLICT', key: 'retry_running' });
  await job(early);
  expect(await readInteractionRetry(admin)).toMatchObject({ run: { done: 50, total: COUNT - 1, finishedAt: null } });
  // The worker was stopped and runs a step again: it goes on where it was.
  await job(early);
  expect((await readInteractionRetry(admin)).run).toMatchObject({ done: COUNT - 1, finishedAt: expect.any(Date) });
  await job(early);
  expect(await inState('needs_administrator')).toBe(COUNT);

  await editLine(admin, { id: line.id, name: line.name, version: line.version, profileId: article.profileId });
  const { id } = await startInteractionRetry(admin, { queueId: line.id });
  await job(id);
  await job(id);
  expect(await inState('waiting')).toBe(COUNT - 1);
  expect(await article.work()).toEqual([]);
  expect([await inState('waiting'), await inState('needs_administrator')]).toEqual([0, 1]);
  const hubspot = await hubspotClient(world);
  const written = await world.db.interactionAssignment.findMany({ where: { state: 'logged' } });
  expect(new Set(written.map(({ recordId }) => recordId)).size).toBe(COUNT - 1);
  expect(await hubspot.count('calls', 'hs_call_from_number', numberOf(0))).toBe(1);

  await expect(startInteractionRetry(admin, { queueId: line.id })).rejects.toMatchObject({
    code: 'CONFLICT',
    key: 'nothing_to_retry',
  });
});

it('refuses a filter that it doesn’t know, and whoever may only look', async () => {
  await expect(startInteractionRetry(admin, { state: 'logged' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  const reader = world.ctx((await world.person({ permissions: ['interactions.access'] })).actor);
  await expect(startInteractionRetry(reader, {})).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

it('leaves a call alone that is open again, or being written', async () => {
  const { id } = await startInteractionRetry(admin, {});
  await receiveInteraction(article.telephone, {
    source: 'retry',
    id: `call-${COUNT - 1}`,
    type: 'presented',
    at: new Date(Date.UTC(2026, 10, 23, 10, 2)).toISOString(),
    channel: 'voice',
    direction: 'incoming',
    agents: ['stranger@example.com'],
  });
  await job(id);
  expect([await inState('open'), await inState('waiting')]).toEqual([1, 0]);
});

it('passes over a call that can’t be retried, and comes to its end', async () => {
  for (let index = 0; index < 3; index += 1)
    await receiveInteraction(article.telephone, {
      source: 'retry',
      id: `odd-${index}`,
      type: 'missed',
      at: new Date(Date.UTC(2026, 10, 24, 10, 0, index)).toISOString(),
      queue: 'Odd',
      customer: { number: numberOf(index) },
    });
  const line = await world.db.line.findFirstOrThrow({ where: { value: 'Odd' } });
  await editLine(admin, { id: line.id, name: line.name, version: line.version, profileId: article.profileId });
  const { id: odd } = await world.db.interaction.findFirstOrThrow({ where: { externalId: 'odd-1' } });
  await world.asOwner(`CREATE FUNCTION refuse_odd() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW."interactionId" = '${odd}' THEN RAISE EXCEPTION 'odd'; END IF; RETURN NEW; END $$`);
  await world.asOwner(
    'CREATE TRIGGER odd BEFORE INSERT ON "InteractionAssignment" FOR EACH ROW EXECUTE FUNCTION refuse_odd()',
  );
  const { id } = await startInteractionRetry(admin, { queueId: line.id });
  await job(id);
  expect((await readInteractionRetry(admin)).run).toMatchObject({ done: 3, finishedAt: expect.any(Date) });
  expect(await world.db.interaction.count({ where: { queueLineId: line.id, ledger: 'waiting' } })).toBe(2);
  await world.asOwner('DROP TRIGGER odd ON "InteractionAssignment"');
});
