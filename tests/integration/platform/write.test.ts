import { expect, it } from 'vitest';
import { recordHistory, write, type Recorded } from '@/lib/services/context';
import { startWorld } from '../../support/connect-world';

const world = await startWorld();

it('a write whose history was recorded in another transaction is undone', async () => {
  const ctx = world.ctx(world.administrator.actor);
  let earlier: Recorded<void> | undefined;
  await write(ctx, null, async (tx) => {
    earlier = await recordHistory(ctx, tx, {
      action: 'tag.created',
      entity: 'tag',
      entityId: '1',
      entityName: 'First',
    });
    return earlier;
  });
  const second = write(ctx, null, async (tx) => {
    await tx.tag.create({ data: { name: 'Second', nameKey: 'second', colour: 'blue' } });
    return earlier ?? expect.fail('nothing was recorded');
  });
  await expect(second).rejects.toThrow('History was recorded in another transaction');
  expect(await world.db.tag.count()).toBe(0);
});
