import { AppError } from '@/lib/domain/base/app-error';
import type { Tx } from '@/lib/platform/db';

/** A disabled method may be chosen: the CRM works as soon as it is activated. One of another provider may not. */
export async function requireUsableMethod(tx: Tx, authMethodId: string, provider: string): Promise<void> {
  const method = await tx.authMethod.findUnique({ where: { id: authMethodId }, select: { provider: true } });
  const problem = !method ? 'method_gone' : method.provider !== provider ? 'method_of_another_type' : null;
  if (problem) throw new AppError('INVALID_INPUT', { fields: { authMethodId: { key: problem } } });
}
