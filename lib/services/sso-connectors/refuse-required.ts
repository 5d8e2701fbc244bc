import { AppError } from '@/lib/domain/base/app-error';
import type { ValidationKey } from '@/lib/domain/base/message-keys';
import type { Tx } from '@/lib/platform/db';
import type { Prisma } from '@/prisma/generated/client';

/**
 * Refuses what would lock out the users of roles that require one of these connectors, and names the roles. The caller
 * has changed or locked the row before, so that no role begins to require it meanwhile.
 */
export async function refuseRequired(
  tx: Tx,
  connectors: Prisma.SsoConnectorWhereInput,
  at: { field: string; key: ValidationKey } | null,
): Promise<void> {
  const requiring = await tx.role.findMany({
    where: { requiredConnector: connectors },
    orderBy: { name: 'asc' },
    select: { name: true },
  });
  if (requiring.length === 0) return;
  const params = { roles: requiring.map(({ name }) => name).join(', ') };
  throw at === null
    ? new AppError('PRECONDITION_FAILED', { key: 'method_is_required', params })
    : new AppError('INVALID_INPUT', { fields: { [at.field]: { key: at.key, params } } });
}
