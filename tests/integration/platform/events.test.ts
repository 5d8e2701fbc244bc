import { connect, createServer, type Socket } from 'node:net';
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

it('replaces a connection whose other end has gone without a word, and hears again', async () => {
  const target = new URL(url);
  const open: Socket[] = [];
  let isFrozen = false;
  // Between the two, like a firewall that forgets a connection: what was open carries nothing any more.
  const between = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    open.push(near, far);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (data) => isFrozen || to.write(data));
      from.on('error', () => undefined);
    }
  });
  await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
  const address = between.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const through = Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(port) }).href;
  const log = createLogger({ level: 'silent', part: 'web' });
  const listener = createListener(through, log, { proveEveryMs: 200, answerMs: 1_000 });
  const messages: FanOut[] = [];
  let gaps = 0;
  try {
    listener.subscribe(
      (message) => messages.push(message),
      () => {
        gaps += 1;
      },
    );
    await expect.poll(() => gaps, { timeout: 10_000 }).toBe(1);
    isFrozen = true;
    await db.$transaction((tx) => publish(tx, { topic: 'sessions', userId: 'lost' }));
    await expect.poll(() => open.length, { timeout: 10_000 }).toBeGreaterThan(2);
    for (const socket of open.splice(0)) socket.destroy();
    isFrozen = false;
    await expect.poll(() => gaps, { timeout: 15_000 }).toBeGreaterThan(1);
    await db.$transaction((tx) => publish(tx, { topic: 'sessions', userId: 'heard' }));
    await expect.poll(() => messages, { timeout: 5_000 }).toContainEqual({ topic: 'sessions', userId: 'heard' });
  } finally {
    await listener.close();
    for (const socket of open) socket.destroy();
    between.close();
  }
});
