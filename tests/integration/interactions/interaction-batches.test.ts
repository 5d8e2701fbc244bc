import { beforeAll, expect, it } from 'vitest';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { readDoable, readInteraction, readInteractionBatch, readWaiting } from '@/lib/services/interactions/queries';
import { runInteractionBatch } from '@/lib/services/interactions/run-interaction-batch';
import { startInteractionBatch } from '@/lib/services/interactions/start-interaction-batch';
import { editLine } from '@/lib/services/lines/edit-line';
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
const job = (batchId: string) =>
  runInteractionBatch(world.ctx({ kind: 'system', name: 'run-interaction-batch' }), { batchId });
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
  expect(await readWaiting(admin, { cause: `line:${line.id}` })).toEqual({ count: COUNT - 1, run: null });

  // Nothing is mended yet: each keeps its reason.
  const { id: early } = await startInteractionBatch(admin, { action: 'retry', queueId: line.id });
  await expect(startInteractionBatch(admin, { action: 'retry' })).rejects.toMatchObject({
    code: 'CONFLICT',
    key: 'batch_running',
  });
  await job(early);
  expect(await readInteractionBatch(admin)).toMatchObject({ run: { done: 50, total: COUNT - 1, finishedAt: null } });
  // The worker was stopped and runs a step again: it goes on where it was.
  await job(early);
  expect((await readInteractionBatch(admin)).run).toMatchObject({ done: COUNT - 1, finishedAt: expect.any(Date) });
  await job(early);
  expect(await inState('needs_administrator')).toBe(COUNT);

  await editLine(admin, { id: line.id, name: line.name, version: line.version, profileId: article.profileId });
  const { id } = await startInteractionBatch(admin, { action: 'retry', queueId: line.id });
  await job(id);
  await job(id);
  expect(await inState('waiting')).toBe(COUNT - 1);
  expect(await article.work()).toEqual([]);
  expect([await inState('waiting'), await inState('needs_administrator')]).toEqual([0, 1]);
  const hubspot = await hubspotClient(world);
  const written = await world.db.interactionAssignment.findMany({ where: { state: 'logged' } });
  expect(new Set(written.map(({ recordId }) => recordId)).size).toBe(COUNT - 1);
  expect(await hubspot.count('calls', 'hs_call_from_number', numberOf(0))).toBe(1);

  await expect(startInteractionBatch(admin, { action: 'retry', queueId: line.id })).rejects.toMatchObject({
    code: 'CONFLICT',
    key: 'batch_empty',
  });
}, 120_000);

it('refuses a filter that it doesn’t know, and whoever may only look', async () => {
  await expect(startInteractionBatch(admin, { action: 'retry', unknown: 'x' })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
  const reader = world.ctx((await world.person({ permissions: ['interactions.access'] })).actor);
  await expect(startInteractionBatch(reader, { action: 'retry' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

it('leaves a call alone that is open again, or being written', async () => {
  const { id } = await startInteractionBatch(admin, { action: 'retry' });
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

it('stops once whoever started it may no longer change interactions, or is disabled', async () => {
  for (let index = 0; index < COUNT; index += 1)
    await receiveInteraction(article.telephone, {
      source: 'stopped',
      id: `call-${index}`,
      type: 'missed',
      at: new Date(Date.UTC(2026, 10, 23, 12, 0, index)).toISOString(),
      queue: 'Stopped',
      customer: { number: numberOf(index) },
    });
  const line = await world.db.line.findFirstOrThrow({ where: { value: 'Stopped' } });
  const left = async () =>
    (await world.db.interaction.findMany({ where: { queueLineId: line.id } })).filter(
      ({ exclusion }) => exclusion === null,
    ).length;
  const losses = [
    async (userId: string) => {
      const { roleId } = await world.db.user.findUniqueOrThrow({ where: { id: userId } });
      await world.db.role.update({ where: { id: roleId }, data: { permissions: ['interactions.access'] } });
    },
    async (userId: string) => {
      await world.db.user.update({ where: { id: userId }, data: { status: 'disabled' } });
    },
  ];
  for (const lose of losses) {
    const { actor } = await world.person({ permissions: ['interactions.access', 'interactions.modify'] });
    const before = await left();
    const { id } = await startInteractionBatch(world.ctx(actor), { action: 'exclude', queueId: line.id });
    await lose(actor.userId);
    await job(id);
    expect(await left()).toBe(before);
    expect((await world.db.interactionBatch.findUniqueOrThrow({ where: { id } })).finishedAt).not.toBeNull();
  }
  const { id } = await startInteractionBatch(admin, { action: 'exclude', queueId: line.id });
  await job(id);
  await job(id);
  expect(await left()).toBe(0);
  // Nothing of the person but who they are.
  const { exclusion } = await world.db.interaction.findFirstOrThrow({ where: { queueLineId: line.id } });
  const { userId, name } = world.administrator.actor;
  expect(exclusion).toEqual({ reason: 'by_hand', by: { id: userId, name }, at: expect.any(String) });
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
  const { id } = await startInteractionBatch(admin, { action: 'retry', queueId: line.id });
  await job(id);
  expect((await readInteractionBatch(admin)).run).toMatchObject({ done: 3, finishedAt: expect.any(Date) });
  expect(await world.db.interaction.count({ where: { queueLineId: line.id, ledger: 'waiting' } })).toBe(2);
  await world.asOwner('DROP TRIGGER odd ON "InteractionAssignment"');
});

it('excludes and takes back what a selection or a filter finds, and what else was selected stays', async () => {
  const ids: string[] = [];
  for (let index = 0; index < 3; index += 1) {
    const { interactionId } = await receiveInteraction(article.telephone, {
      source: 'retry',
      id: `selected-${index}`,
      type: 'missed',
      at: new Date(Date.UTC(2026, 10, 25, 10, 0, index)).toISOString(),
      queue: index < 2 ? 'Nobody’s' : 'Support',
      customer: { number: numberOf(index) },
    });
    ids.push(interactionId);
  }
  const [first = '', second = '', third = ''] = ids;
  const ledgerOf = async (id: string) => (await readInteraction(admin, { id })).ledger;
  // The third is logged, so it can't be excluded any more.
  await article.work();
  expect((await ledgerOf(third)).state).toBe('without_customer');
  const start = async (input: object) => job((await startInteractionBatch(admin, input)).id);

  await start({ action: 'exclude', ids: [first, third] });
  expect(await ledgerOf(first)).toMatchObject({
    state: 'not_logged',
    reason: { key: 'excluded', params: { who: world.administrator.actor.name } },
  });
  expect((await readInteractionBatch(admin)).run).toMatchObject({ action: 'exclude', total: 1, done: 1 });
  expect([(await ledgerOf(second)).state, (await ledgerOf(third)).state]).toEqual([
    'needs_administrator',
    'without_customer',
  ]);
  await expect(startInteractionBatch(admin, { action: 'exclude', ids: [first, third] })).rejects.toMatchObject({
    key: 'batch_empty',
  });

  const line = await world.db.line.findFirstOrThrow({ where: { value: 'Nobody’s' } });
  expect(await readDoable(admin, { queueId: line.id })).toEqual({ retry: 1, exclude: 1, resume: 1 });
  expect(await readDoable(admin, { queueId: line.id, state: 'logged' })).toEqual({ retry: 0, exclude: 0, resume: 0 });
  await start({ action: 'exclude', queueId: line.id });
  await start({ action: 'resume', queueId: line.id });
  expect(await readDoable(admin, { queueId: line.id })).toEqual({ retry: 2, exclude: 2, resume: 0 });
  await editLine(admin, { id: line.id, name: line.name, version: line.version, profileId: article.profileId });
  await start({ action: 'exclude', ids: [first] });
  await start({ action: 'resume', ids: [first] });
  expect((await ledgerOf(first)).state).toBe('waiting');
  expect(await article.work()).toEqual([]);
  expect([(await ledgerOf(first)).state, (await ledgerOf(second)).state]).toEqual([
    'without_customer',
    'needs_administrator',
  ]);
});
