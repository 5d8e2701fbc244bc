import { expect, it } from 'vitest';
import { bannerStream } from '@/lib/web/banner-stream';
import { deployment } from '@/lib/web/deployment';
import { createListener, pushToBanner } from '@/lib/platform/events';
import { readNews } from '@/lib/services/banner/read-news';
import { startWorld } from '../support/connect-world';

const world = await startWorld();

it("a stored event that can't be read is skipped, and the others are sent", async () => {
  const { actor } = world.administrator;
  const now = new Date();
  const userId = actor.userId;
  await world.db.bannerEvent.create({ data: { userId, type: 'weather-changed', payload: {}, createdAt: now } });
  await world.db.bannerEvent.create({ data: { userId, type: 'profile-changed', payload: 7, createdAt: now } });
  await pushToBanner(world.db, { userId, interactionId: null, type: 'connection-changed', payload: {}, now });
  expect((await readNews(world.ctx(actor), { lastEventId: 0n })).events.map(({ type }) => type)).toEqual([
    'connection-changed',
  ]);
});

it('an event that becomes visible after a later one is sent too, and none twice', async () => {
  const { actor } = world.administrator;
  const event = { userId: actor.userId, interactionId: null, payload: {}, now: new Date() } as const;
  const listener = createListener(world.databaseUrl, deployment().log);
  Object.assign(deployment(), { listener });
  const gone = new AbortController();
  const stream = bannerStream(Object.assign(world.ctx(actor), { actor }), null, gone.signal);
  const sent: string[] = [];
  const reading = (async () => {
    for await (const chunk of stream.body ?? []) sent.push(new TextDecoder().decode(chunk));
  })();
  try {
    await expect.poll(() => sent.join('')).toContain('event: ready');
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let isStored: () => void = () => undefined;
    const stored = new Promise<void>((resolve) => {
      isStored = resolve;
    });
    const slow = world.db.$transaction(async (tx) => {
      await pushToBanner(tx, { ...event, type: 'profile-changed' });
      isStored();
      await held;
    });
    await stored;
    await pushToBanner(world.db, { ...event, type: 'connection-changed' });
    await expect.poll(() => sent.join('')).toContain('event: connection-changed');
    release();
    await slow;
    await expect.poll(() => sent.join('')).toContain('event: profile-changed');
    for (const name of ['connection-changed', 'profile-changed'])
      expect(sent.join('').split(`event: ${name}`)).toHaveLength(2);
  } finally {
    gone.abort();
    await reading;
    await listener.close();
  }
});
