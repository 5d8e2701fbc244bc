import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Env } from '@/lib/platform/env';
import { Problem } from '../problem';

const TIMEOUT_MS = 60_000;
const readinessSchema = z.object({
  status: z.string(),
  keys: z.string(),
});

/** Waits until the Maker reports that it is ready. Throws a Problem if its keys don't fit the database. */
export async function checkReady({ port, databaseUrl, dataDir }: Env): Promise<void> {
  const deadline = Date.now() + TIMEOUT_MS;
  for (;;) {
    const readiness = await ask(port);
    if (readiness?.status === 'ok' || readiness?.status === 'limited') return;
    if (readiness?.keys === 'failed') {
      const { hostname } = new URL(databaseUrl);
      throw new Problem(
        `The encryption keys can't decrypt the database at ${hostname}. Restore the ENCRYPTION_KEYS it was created with (for the embedded database: keys.json in ${dataDir}).`,
      );
    }
    if (Date.now() > deadline) throw new Problem(`The Maker isn't ready: ${JSON.stringify(readiness ?? 'no answer')}`);
    await sleep(100);
  }
}

async function ask(port: number): Promise<z.infer<typeof readinessSchema> | null> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/api/health/ready`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const parsed = readinessSchema.safeParse(await response.json());
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
