import { AppError } from '@/lib/domain/base/app-error';
import { LIMIT_REFUSALS, LIMITS, type LimitName } from '@/lib/domain/base/limits';
import type { Tx } from '@/lib/platform/db';

/** Limits of what one parent holds, for example the objects of a CRM. */
type LimitOfParent = Extract<LimitName, `${string}Per${string}`>;
type Scope<N extends LimitName> = N extends LimitOfParent ? [scope: { parentId: string; adding?: number }] : [];

/**
 * Throws LIMIT_REACHED where one more would be too many, or `adding` more. Concurrent creations of one kind, in one parent
 * where the limit counts by parent, wait for each other until the transaction ends: call it before reading what there is.
 */
export async function checkLimit<N extends LimitName>(
  tx: Pick<Tx, '$executeRaw'>,
  name: N,
  count: () => Promise<number>,
  ...[scope]: Scope<N>
): Promise<void> {
  const lock = scope === undefined ? `limit:${name}` : `limit:${name}:${scope.parentId}`;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${lock}, 0))`;
  const limit = LIMITS[name];
  if ((await count()) + (scope?.adding ?? 1) <= limit) return;
  throw new AppError('LIMIT_REACHED', { key: LIMIT_REFUSALS[name], params: { limit } });
}
