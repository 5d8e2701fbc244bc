import { afterEach, beforeAll, expect, it } from 'vitest';
import { runAssignment } from '@/lib/services/assignment/run-assignment';
import { retryAssignment } from '@/lib/services/assignment/retry-assignment';
import { excludeInteraction } from '@/lib/services/interactions/exclude-interaction';
import { resumeInteraction } from '@/lib/services/interactions/resume-interaction';
import { readInteraction } from '@/lib/services/interactions/queries';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { configureArticle, hubspotClient, type ArticleWorld } from '../../support/article-world';
import { startWorld } from '../../support/connect-world';

/** Somebody says that an interaction isn't to be logged, and takes it back. */
const world = await startWorld();
const admin = world.ctx(world.administrator.actor);
let article: ArticleWorld;
let hubspot: Awaited<ReturnType<typeof hubspotClient>>;

beforeAll(async () => {
  article = await configureArticle(world);
  hubspot = await hubspotClient(world);
  await world.control('POST', '/settings', { 'crm.indexDelayMs': 0 });
});
afterEach(() => world.control('DELETE', '/faults'));

let serial = 0;
async function call(type: 'presented' | 'missed' = 'missed'): Promise<{ id: string; number: string }> {
  const number = `+331769944${10 + (serial += 1)}`;
  const event = article.event({ id: `call ${number}`, type, customer: { number } });
  return { id: (await receiveInteraction(article.telephone, event)).interactionId, number };
}
const ledgerOf = async (id: string) => (await readInteraction(admin, { id })).ledger;
const assignmentOf = (interactionId: string) =>
  world.db.interactionAssignment.findFirstOrThrow({ where: { interactionId } });
const written = (number: string) => hubspot.count('calls', 'hs_call_from_number', number);

it('is not written, whatever tries, until it is taken back', async () => {
  const { id, number } = await call();
  await excludeInteraction(admin, { id });
  expect(await ledgerOf(id)).toMatchObject({
    state: 'not_logged',
    reason: { key: 'excluded', params: { who: world.administrator.actor.name } },
  });
  expect(await article.work()).toEqual([]);
  expect(await assignmentOf(id)).toMatchObject({ state: 'skipped', reason: { key: 'excluded' } });
  // A late fact writes it again, as to the CRM.
  await receiveInteraction(
    article.telephone,
    article.event({ id: `call ${number}`, type: 'described', outcome: 'busy', customer: { number } }),
  );
  await article.work();
  expect([await written(number), (await ledgerOf(id)).state]).toEqual([0, 'not_logged']);
  await expect(retryAssignment(admin, { id: (await assignmentOf(id)).id })).rejects.toMatchObject({
    code: 'CONFLICT',
    key: 'interaction_excluded',
  });
  await expect(excludeInteraction(admin, { id })).rejects.toMatchObject({ key: 'interaction_excluded' });

  await resumeInteraction(admin, { id });
  expect((await ledgerOf(id)).state).toBe('waiting');
  await expect(resumeInteraction(admin, { id })).rejects.toMatchObject({ key: 'interaction_not_excluded' });
  expect(await article.work()).toEqual([]);
  expect([await written(number), (await ledgerOf(id)).state]).toEqual([1, 'without_customer']);
  const entries = await world.db.historyEntry.findMany({ where: { entityId: id }, orderBy: { at: 'asc' } });
  expect(entries.map(({ action }) => action)).toEqual(['interaction.excluded', 'interaction.resumed']);
});

it('is refused for what is logged, being logged or not over, and to whoever may only look', async () => {
  const logged = await call();
  await article.work();
  await expect(excludeInteraction(admin, { id: logged.id })).rejects.toMatchObject({
    code: 'CONFLICT',
    key: 'interaction_logged',
  });
  const open = await call('presented');
  await expect(excludeInteraction(admin, { id: open.id })).rejects.toMatchObject({ key: 'interaction_open' });
  const sending = await call();
  await world.db.interactionAssignment.updateMany({ where: { interactionId: sending.id }, data: { state: 'sending' } });
  await expect(excludeInteraction(admin, { id: sending.id })).rejects.toMatchObject({ key: 'assignment_running' });

  const reader = world.ctx((await world.person({ permissions: ['interactions.access'] })).actor);
  await expect(excludeInteraction(reader, { id: sending.id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(resumeInteraction(reader, { id: sending.id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

it('stops a run that had begun, as long as nothing is written', async () => {
  const { id, number } = await call();
  // The run waits for HubSpot before it writes.
  await world.control('POST', '/faults', { method: 'POST', path: '*search*', delayMs: 500, times: 1 });
  const { id: assignmentId } = await assignmentOf(id);
  world.calls.forget();
  const run = runAssignment(
    world.ctx({ kind: 'system', name: 'assign-interaction' }),
    { assignmentId },
    { attempt: 1, hasThrown: false },
  );
  await excludeInteraction(admin, { id });
  await run;
  expect(await assignmentOf(id)).toMatchObject({ state: 'skipped', reason: { key: 'excluded' } });
  expect(await written(number)).toBe(0);
});
