import { AppError } from '@/lib/domain/base/app-error';
import type { Tx } from '@/lib/platform/db';

/** A disabled method is allowed: sign-in works once it is activated. */
export async function requireMethod(
  tx: Tx,
  authMethodId: string,
): Promise<{ id: string; name: string; portalId: string | null }> {
  const method = await tx.authMethod.findUnique({
    where: { id: authMethodId },
    select: { id: true, name: true, portalId: true },
  });
  if (!method) throw new AppError('INVALID_INPUT', { fields: { authMethodId: { key: 'method_gone' } } });
  return method;
}
