import { AppError } from '@/lib/domain/app-error';
import type { Tx } from '@/lib/platform/db';

const LAST_ADMINISTRATOR_LOCK = 711_204_002;

/**
 * Called before an active administrator is disabled, demoted or deleted: one must remain. One such change at a time,
 * so that two administrators who remove each other do not leave a Maker that nobody can administer.
 */
export async function requireAnotherAdministrator(tx: Tx, leaving: { id: string; isAdministrator: boolean; status: string }): Promise<void> {
  if (!leaving.isAdministrator || leaving.status !== 'active') return;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LAST_ADMINISTRATOR_LOCK}::bigint)`;
  const others = await tx.user.count({ where: { isAdministrator: true, status: 'active', id: { not: leaving.id } } });
  if (others === 0) throw new AppError('PRECONDITION_FAILED', { key: 'last_administrator' });
}
