import { AppError } from '@/lib/domain/base/app-error';
import type { Tx } from '@/lib/platform/db';
import type { Prisma } from '@/prisma/generated/client';

const ADMINISTRATORS_LOCK = 711_204_002;

/** An administrator who can sign in, with a password where their role lets them, or through a connector. */
const ABLE_ADMINISTRATOR = {
  isAdministrator: true,
  status: 'active',
  OR: [
    { passwordHash: { not: null }, role: { requiredConnectorId: null } },
    { passwordHash: { not: null }, isBreakGlass: true },
    { ssoConnectorId: { not: null } },
  ],
} as const satisfies Prisma.UserWhereInput;

/** One change at a time of who stays able to administer. */
export async function lockAdministrators(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${ADMINISTRATORS_LOCK}::bigint)`;
}

/**
 * Called before an active administrator is disabled, demoted, deleted or can no longer sign in: another one who can must
 * remain. One such change at a time, so that two administrators can't remove each other. The break-glass administrator
 * stays while a role requires a connector.
 */
export async function requireAnotherAdministrator(
  tx: Tx,
  leaving: { id: string; isAdministrator: boolean; status: string },
): Promise<void> {
  if (!leaving.isAdministrator || leaving.status !== 'active') return;
  await lockAdministrators(tx);
  const others = await tx.user.count({ where: { ...ABLE_ADMINISTRATOR, id: { not: leaving.id } } });
  if (others === 0) throw new AppError('PRECONDITION_FAILED', { key: 'last_administrator' });
  // Read again under the lock: a role may just have begun to require a connector, and named this administrator.
  const isBreakGlass = (await tx.user.count({ where: { id: leaving.id, isBreakGlass: true } })) > 0;
  if (isBreakGlass && (await tx.role.count({ where: { requiredConnectorId: { not: null } } })) > 0)
    throw new AppError('PRECONDITION_FAILED', { key: 'break_glass_needed' });
}
