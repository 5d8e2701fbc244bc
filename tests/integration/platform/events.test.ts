import { expect, it } from 'vitest';
import { createListener, publish, type FanOut } from '@/lib/platform/events';
import { createLogger } from '@/lib/platform/logger';
import { createTestDatabase } from '../../support/database';

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
