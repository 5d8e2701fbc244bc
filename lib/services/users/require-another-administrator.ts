import { AppError } from '@/lib/domain/base/app-error';
import type { Tx } from '@/lib/platform/db';
import type { Prisma } from '@/prisma/generated/client';

const LAST_ADMINISTRATOR_LOCK = 711_204_002;

/** An administrator who can sign in, with a password or through a connector. */
const ABLE_ADMINISTRATOR = {
  isAdministrator: true,
  status: 'active',
  OR: [{ passwordHash: { not: null } }, { ssoConnectorId: { not: null } }],
} as const satisfies Prisma.UserWhereInput;

/**
 * Called before an active administrator is disabled, demoted, deleted or can no longer sign in: another one who can must
 * remain. One such change at a time, so that two administrators can't remove each other.
 */
export async function requireAnotherAdministrator(
  tx: Tx,
  leaving: { id: string; isAdministrator: boolean; status: string },
): Promise<void> {
  if (!leaving.isAdministrator || leaving.status !== 'active') return;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LAST_ADMINISTRATOR_LOCK}::bigint)`;
  const others = await tx.user.count({ where: { ...ABLE_ADMINISTRATOR, id: { not: leaving.id } } });
  if (others === 0) throw new AppError('PRECONDITION_FAILED', { key: 'last_administrator' });
}
