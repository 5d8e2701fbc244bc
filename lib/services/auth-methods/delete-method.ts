import { loadMethod } from '../connections/load-method';
import { authorise, recordHistory, write, type Ctx } from '../context';
import { listMethodDependents } from './list-method-dependents';
import { describeMethod } from './describe-method';
import { refuseInUse } from '../refuse-in-use';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'auth-methods/delete-method',
  access: 'auth-methods.delete',
  freshSignIn: { never: 'it only takes access away' },
  handsOut: [],
  touches: 'anything',
});

/** Deletes a client and its grant. Refused while a CRM or connector uses it. */
export async function deleteMethod(ctx: Ctx, input: { id: string }): Promise<void> {
  authorise(ctx, POLICY);
  await write(ctx, POLICY, async (tx) => {
    const method = await loadMethod(ctx, tx, input.id);
    refuseInUse(await listMethodDependents(tx, method.id));
    await tx.authMethod.delete({ where: { id: method.id } });
    return recordHistory(ctx, tx, {
      action: 'auth-method.deleted',
      entity: 'auth-method',
      entityId: method.id,
      entityName: method.name,
      before: describeMethod(ctx, method),
    });
  });
}
