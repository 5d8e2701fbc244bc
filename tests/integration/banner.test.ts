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

/** An open stream of the administrator's. `said` is all that it has said. */
async function open(work: (said: () => string) => Promise<void>): Promise<void> {
  const { actor } = world.administrator;
  const listener = createListener(world.databaseUrl, deployment().log);
  Object.assign(deployment(), { listener });
  const gone = new AbortController();
  const stream = bannerStream(Object.assign(world.ctx(actor), { actor }), null, gone.signal);
  const sent: string[] = [];
  const reading = (async () => {
    for await (const chunk of stream.body ?? []) sent.push(new TextDecoder().decode(chunk));
  })();
  const said = () => sent.join('');
  try {
    await expect.poll(said).toContain('event: ready');
    await work(said);
  } finally {
    gone.abort();
    await reading;
    await listener.close();
  }
}
const event = { userId: world.administrator.actor.userId, interactionId: null, payload: {}, now: new Date() } as const;

it('an event that becomes visible after a later one is sent too, and none twice', () =>
  open(async (said) => {
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
    await expect.poll(said).toContain('event: connection-changed');
    release();
    await slow;
    await expect.poll(said).toContain('event: profile-changed');
    for (const name of ['connection-changed', 'profile-changed'])
      expect(said().split(`event: ${name}`)).toHaveLength(2);
  }));

it('the Banner reads everything at the next event after what it shows was configured anew', () =>
  open(async (said) => {
    const push = () => pushToBanner(world.db, { ...event, type: 'interaction-changed' });
    const heard = (count: number) =>
      expect.poll(() => said().split('event: interaction-changed')).toHaveLength(count + 1);
    await push();
    await heard(1);
    await push();
    await heard(2);
    expect(said()).not.toContain('event: profile-changed');
    const { id } = await world.db.profile.create({ data: { name: 'Night shift' } });
    await push();
    await expect.poll(said).toContain('event: profile-changed');
    // Another profile to choose from.
    await world.db.userProfile.create({ data: { userId: event.userId, profileId: id } });
    await push();
    await expect.poll(() => said().split('event: profile-changed')).toHaveLength(3);
  }));

it('a stream that nobody reads ends before it fills the memory', async () => {
  const { actor } = world.administrator;
  const listener = createListener(world.databaseUrl, deployment().log);
  Object.assign(deployment(), { listener });
  const gone = new AbortController();
  const stream = bannerStream(Object.assign(world.ctx(actor), { actor }), '0', gone.signal);
  try {
    await expect.poll(() => listener.state()).toBe('hearing');
    const { payload, userId } = event;
    const row = { userId, payload, type: 'interaction-changed', createdAt: new Date() };
    await world.db.bannerEvent.createMany({ data: Array.from({ length: 1_100 }, () => row) });
    const pushing = setInterval(() => {
      void pushToBanner(world.db, { ...event, type: 'interaction-changed' });
    }, 200);
    await expect(stream.body?.getReader().closed).rejects.toThrow('Nobody reads the stream');
    clearInterval(pushing);
  } finally {
    gone.abort();
    await listener.close();
  }
});
