import { AppError } from '@/lib/domain/base/app-error';
import type { Tx } from '@/lib/platform/db';

/** A disabled method is allowed: the CRM works once it is activated. A method of another provider isn't. */
export async function requireUsableMethod(tx: Tx, authMethodId: string, provider: string): Promise<void> {
  const method = await tx.authMethod.findUnique({ where: { id: authMethodId }, select: { provider: true } });
  const problem = !method ? 'method_gone' : method.provider !== provider ? 'method_of_another_type' : null;
  if (problem) throw new AppError('INVALID_INPUT', { fields: { authMethodId: { key: problem } } });
}
