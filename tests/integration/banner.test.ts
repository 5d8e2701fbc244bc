import { expect, it } from 'vitest';
import { pushToBanner } from '@/lib/platform/events';
import { readEvents } from '@/lib/services/banner/read-events';
import { startWorld } from '../support/connect-world';

const world = await startWorld();

it("a stored event that can't be read is skipped, and the others are sent", async () => {
  const { actor } = world.administrator;
  const now = new Date();
  const userId = actor.userId;
  await world.db.bannerEvent.create({ data: { userId, type: 'weather-changed', payload: {}, createdAt: now } });
  await world.db.bannerEvent.create({ data: { userId, type: 'profile-changed', payload: 7, createdAt: now } });
  await pushToBanner(world.db, { userId, interactionId: null, type: 'connection-changed', payload: {}, now });
  expect((await readEvents(world.ctx(actor), { lastEventId: 0n })).map(({ type }) => type)).toEqual([
    'connection-changed',
  ]);
});
