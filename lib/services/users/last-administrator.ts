import { AppError } from '@/lib/domain/base/app-error';
import type { Tx } from '@/lib/platform/db';
import type { Prisma } from '@/prisma/generated/client';

const LAST_ADMINISTRATOR_LOCK = 711_204_002;

/** An administrator with a way in: without a password and without a connector nobody is ever there to help. */
const ABLE_ADMINISTRATOR = {
  isAdministrator: true,
  status: 'active',
  OR: [{ passwordHash: { not: null } }, { ssoConnectorId: { not: null } }],
} as const satisfies Prisma.UserWhereInput;

/**
 * Called before an active administrator is disabled, demoted, deleted or loses the last way in: another must remain who
 * has one. One such change at a time, so that two administrators who remove each other do not leave a Maker that nobody
 * can administer.
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
