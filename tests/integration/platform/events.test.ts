import { expect, it } from 'vitest';
import { createListener, publish, type FanOut } from '@/lib/platform/events';
import { createLogger } from '@/lib/platform/logger';
import { createTestDatabase } from '../../support/database';
import { startFrozenProxy } from '../../support/frozen-proxy';

const { db, url } = await createTestDatabase();

it('tells the first subscriber to read again once it is listening, since earlier events were missed', async () => {
  const listener = createListener(url, createLogger({ level: 'silent', part: 'web' }));
  const messages: FanOut[] = [];
  try {
    const listening = new Promise<void>((resolve) => listener.subscribe((message) => messages.push(message), resolve));
    await listening;
    await db.$transaction((tx) => publish(tx, { topic: 'sessions', userId: 'u' }));
    await expect.poll(() => messages).toEqual([{ topic: 'sessions', userId: 'u' }]);
  } finally {
    await listener.close();
  }
});

it('tells all subscribers to read again after an invalid notification, and receives the next one', async () => {
  const listener = createListener(url, createLogger({ level: 'silent', part: 'web' }));
  const messages: FanOut[] = [];
  let gaps = 0;
  try {
    await new Promise<void>((resolve) => {
      listener.subscribe(
        (message) => messages.push(message),
        () => {
          gaps += 1;
          resolve();
        },
      );
    });
    for (const text of ['', 'no JSON', '{"topic":"banner"}', '{"topic":"weather","userId":"x"}', 'null'])
      await db.$executeRaw`SELECT pg_notify('maker_events', ${text})`;
    await db.$transaction((tx) => publish(tx, { topic: 'interaction', interactionId: 'i' }));
    await expect.poll(() => messages).toEqual([{ topic: 'interaction', interactionId: 'i' }]);
    expect(gaps).toBe(6);
  } finally {
    await listener.close();
  }
});

it('replaces a connection whose other end has gone without a word, and hears again', async () => {
  const between = await startFrozenProxy(url);
  const log = createLogger({ level: 'silent', part: 'web' });
  const listener = createListener(between.url, log, { proveEveryMs: 200, answerMs: 1_000 });
  const messages: FanOut[] = [];
  let gaps = 0;
  try {
    listener.subscribe(
      (message) => messages.push(message),
      () => {
        gaps += 1;
      },
    );
    await expect.poll(() => gaps).toBe(1);
    between.freeze();
    await db.$transaction((tx) => publish(tx, { topic: 'sessions', userId: 'lost' }));
    await expect.poll(() => between.count()).toBeGreaterThan(1);
    between.thaw();
    await expect.poll(() => gaps).toBeGreaterThan(1);
    await db.$transaction((tx) => publish(tx, { topic: 'sessions', userId: 'heard' }));
    await expect.poll(() => messages).toContainEqual({ topic: 'sessions', userId: 'heard' });
  } finally {
    await listener.close();
    between.close();
  }
});
