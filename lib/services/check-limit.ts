import { AppError } from '@/lib/domain/base/app-error';
import { LIMITS, type LimitName } from '@/lib/domain/base/limits';
import type { Tx } from '@/lib/platform/db';

/** Throws LIMIT_REACHED at the limit. Concurrent creations of one kind wait for each other, so that the limit holds. */
export async function checkLimit(tx: Tx, name: LimitName, count: () => Promise<number>): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`limit:${name}`}, 0))`;
  const limit = LIMITS[name];
  if ((await count()) < limit) return;
  throw new AppError('LIMIT_REACHED', {
    key: `limit_${name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`,
    params: { limit },
  });
}
