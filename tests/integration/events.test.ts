import { expect, it } from 'vitest';
import { createListener, publish, type FanOut } from '@/lib/platform/events';
import { createLogger } from '@/lib/platform/logger';
import { createTestDatabase } from '../support/database';

const { db, url } = await createTestDatabase();

it('tells the first subscriber to read again once it listens: what was published before is lost', async () => {
  const listener = createListener(url, createLogger({ level: 'silent', part: 'web' }));
  const heard: FanOut[] = [];
  try {
    const listening = new Promise<void>((resolve) => listener.subscribe((message) => heard.push(message), resolve));
    await listening;
    await db.$transaction((tx) => publish(tx, { topic: 'sessions', userId: 'u' }));
    await expect.poll(() => heard).toEqual([{ topic: 'sessions', userId: 'u' }]);
  } finally {
    await listener.close();
  }
});
