import { expect, it } from 'vitest';
import { deleteMethod } from '@/lib/services/auth-methods/delete-method';
import { requireGrantable } from '@/lib/services/access';
import { recordHistory, withoutHistory, write, type Recorded } from '@/lib/services/context';
import { verbPolicy } from '@/lib/services/verb-policy';
import { ANY_POLICY } from '../../support/any-policy';
import { startWorld } from '../../support/connect-world';

const world = await startWorld();

it('a write whose history was recorded in another transaction is rolled back', async () => {
  const ctx = world.ctx(world.administrator.actor);
  let earlier: Recorded<void> | undefined;
  await write(ctx, ANY_POLICY, async (tx) => {
    earlier = await recordHistory(ctx, tx, {
      action: 'tag.created',
      entity: 'tag',
      entityId: '1',
      entityName: 'First',
    });
    return earlier;
  });
  const second = write(ctx, ANY_POLICY, async (tx) => {
    await tx.tag.create({ data: { name: 'Second', nameKey: 'second', colour: 'blue' } });
    return earlier ?? expect.fail('nothing was recorded');
  });
  await expect(second).rejects.toThrow('History was recorded in another transaction');
  expect(await world.db.tag.count()).toBe(0);
});

const DELEGATING = verbPolicy({
  verb: 'tests/delegating',
  access: 'signed in',
  freshSignIn: { when: 'it hands out rights' },
  handsOut: ['role'],
  touches: 'users not above oneself',
});
const entry = { action: 'tag.created', entity: 'tag', entityId: '1', entityName: 'First' } as const;

it('a write that skips a check declared by its policy is rolled back', async () => {
  const ctx = world.ctx(world.administrator.actor);
  const leavesOut = write(ctx, DELEGATING, async (tx) => {
    await requireGrantable(ctx, tx, { role: null });
    await tx.tag.create({ data: { name: 'Second', nameKey: 'second', colour: 'blue' } });
    return recordHistory(ctx, tx, entry);
  });
  await expect(leavesOut).rejects.toThrow('tests/delegating would commit without its check of: not above oneself');
  const checksMore = write(ctx, ANY_POLICY, async (tx) => {
    await requireGrantable(ctx, tx, { role: null });
    return recordHistory(ctx, tx, entry);
  });
  await expect(checksMore).rejects.toThrow("tests/any checks what it doesn't declare: role");
  expect(await world.db.tag.count()).toBe(0);
  await write(ctx, DELEGATING, async () => withoutHistory('nothing changed'));
});

it('a method that comes into use while being deleted is refused as in use, with its dependents', async () => {
  const ctx = world.ctx(world.administrator.actor);
  const authMethodId = await world.method();
  let deletion: Promise<void> | undefined;
  await world.db.$transaction(async (tx) => {
    await tx.crm.create({ data: { name: 'New', reference: 'new', type: 'hubspot', authMethodId } });
    deletion = deleteMethod(ctx, { id: authMethodId });
    // It has found no dependents, and waits for the lock on its method.
    const isWaiting = async () =>
      world.db.$queryRaw`
        SELECT 1 FROM pg_stat_activity
        WHERE "datname" = current_database() AND "wait_event_type" = 'Lock' AND "query" LIKE 'DELETE%AuthMethod%'`;
    await expect.poll(isWaiting).toHaveLength(1);
  });
  await expect(deletion).rejects.toMatchObject({
    code: 'IN_USE',
    details: { dependents: [{ entityType: 'crm', name: 'New' }] },
  });
});
