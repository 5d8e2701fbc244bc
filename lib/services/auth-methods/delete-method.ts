import { AppError } from '@/lib/domain/base/app-error';
import { isForeignKeyViolation } from '@/lib/platform/db';
import { loadMethod } from '../connections/load-method';
import { authorise, recordHistory, write, type Ctx } from '../context';
import { dependentsOfMethod } from './dependents';
import { describeMethod } from './describe-method';

/** Deletes a client and its grant. Refused while a CRM or connector uses it. */
export async function deleteMethod(ctx: Ctx, input: { id: string }): Promise<void> {
  authorise(ctx, 'auth-methods.delete');
  try {
    await write(ctx, 'auth-methods.delete', async (tx) => {
      const method = await loadMethod(ctx, tx, input.id);
      const dependents = await dependentsOfMethod(tx, method.id);
      if (dependents.length > 0) throw new AppError('IN_USE', { details: { dependents } });
      await tx.authMethod.delete({ where: { id: method.id } });
      await recordHistory(ctx, tx, {
        action: 'auth-method.deleted',
        entity: 'auth-method',
        entityId: method.id,
        entityName: method.name,
        before: describeMethod(ctx, method),
      });
    });
  } catch (error) {
    // It came into use between the check and the deletion.
    if (isForeignKeyViolation(error))
      throw new AppError('IN_USE', { details: { dependents: await dependentsOfMethod(ctx.db, input.id) } });
    throw error;
  }
}
