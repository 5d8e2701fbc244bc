import { beforeAll, expect, it } from 'vitest';
import type { Cause } from '@/lib/domain/interaction/cause';
import { readHome } from '@/lib/services/home/queries';
import { listInteractions, readInteraction, readWaiting } from '@/lib/services/interactions/queries';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { runInteractionBatch } from '@/lib/services/interactions/run-interaction-batch';
import { startInteractionBatch } from '@/lib/services/interactions/start-interaction-batch';
import { configureArticle, type ArticleWorld } from '../../support/article-world';
import { startWorld } from '../../support/connect-world';

/** The page that mends a cause says how many interactions wait for it, and logs them. */
const world = await startWorld();
const admin = world.ctx(world.administrator.actor);
let article: ArticleWorld;

beforeAll(async () => {
  article = await configureArticle(world);
  await world.control('POST', '/settings', { 'crm.indexDelayMs': 0 });
});

let serial = 0;
async function missedCall(agent: string | undefined = 'agent@atelier-lumen.example'): Promise<string> {
  const event = article.event({ id: `call-${(serial += 1)}`, type: 'missed', agent, customer: { withheld: true } });
  return (await receiveInteraction(article.telephone, event)).interactionId;
}
const countOf = async (cause: Cause) => (await readWaiting(admin, { cause })).count;

it('counts what a rule’s refused value stopped on the pages of rule, rules and object, and logs it once mended', async () => {
  const rule = await world.db.assignmentRule.findFirstOrThrow();
  const objectId = article.objectIds.calls;
  const error = { code: 'REQUIRED_PROPERTY', context: { propertyName: ['hs_other'] }, message: 'It is required' };
  await world.control('POST', '/faults', {
    method: 'POST',
    path: '*calls/batch/upsert',
    status: 400,
    times: 100,
    json: { status: 'error', category: 'VALIDATION_ERROR', message: 'Required properties', errors: [error] },
  });
  const ids = [await missedCall(), await missedCall()];
  await article.work();
  expect((await readInteraction(admin, { id: ids[0] ?? '' })).ledger).toMatchObject({
    state: 'needs_administrator',
    reason: { key: 'provider_refused_fields' },
    mend: { page: 'rule' },
  });

  const causes: Cause[] = [`rule:${rule.id}`, `rules:${article.crmId}`, `object:${objectId}`];
  for (const cause of causes) expect(await countOf(cause), cause).toBe(2);
  const others: Cause[] = [
    `rule:${article.crmId}`,
    `object:${article.objectIds.contacts}`,
    `method:${article.methodId}`,
    `profile:${article.profileId}`,
    'lines',
  ];
  for (const cause of others) expect(await countOf(cause), cause).toBe(0);
  expect((await listInteractions(admin, { waitsFor: `rule:${rule.id}` })).items.map(({ id }) => id).sort()).toEqual(
    [...ids].sort(),
  );

  await world.control('DELETE', '/faults');
  const cause: Cause = `rule:${rule.id}`;
  const { id: batchId } = await startInteractionBatch(admin, { action: 'retry', waitsFor: cause });
  expect((await readWaiting(admin, { cause })).run).toMatchObject({ action: 'retry', total: 2, done: 0 });
  expect((await readWaiting(admin, { cause: 'lines' })).run).toBeNull();
  await runInteractionBatch(world.ctx({ kind: 'system', name: 'run-interaction-batch' }), { batchId });
  expect(await article.work()).toEqual([]);
  expect(await readWaiting(admin, { cause })).toEqual({ count: 0, run: null });
  const logged = await listInteractions(admin, { state: 'without_customer' });
  expect(logged.items.map(({ id }) => id).sort()).toEqual([...ids].sort());
});

it('counts what waits for a method, a profile’s CRM and a fallback profile', async () => {
  await world.db.authMethod.update({ where: { id: article.methodId }, data: { status: 'disabled' } });
  await missedCall();
  await article.work();
  await missedCall('stranger@atelier-lumen.example');
  await world.db.profileCrm.deleteMany({});
  await missedCall();
  expect(await countOf(`method:${article.methodId}`)).toBe(1);
  expect(await countOf(`profile:${article.profileId}`)).toBe(1);
  expect(await countOf('lines')).toBe(1);
  expect(await countOf(`rules:${article.crmId}`)).toBe(0);
});

it('refuses a cause that it doesn’t know, and whoever may not see interactions', async () => {
  await expect(startInteractionBatch(admin, { action: 'retry', waitsFor: 'rule:all' })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
  const nobody = world.ctx((await world.person({ permissions: ['lines.access'] })).actor);
  await expect(readWaiting(nobody, { cause: 'lines' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

it('says on the home page that no worker logs anything, to whoever may see interactions', async () => {
  expect((await readHome(admin)).attention.hasWorker).toBe(false);
  const nobody = world.ctx((await world.person({ permissions: ['lines.access'] })).actor);
  expect((await readHome(nobody)).attention.hasWorker).toBe(true);
});
