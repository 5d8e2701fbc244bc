import { authorise, found, recordHistory, write, type Ctx } from '../context';
import { listFieldDependents } from '../crms/list-crm-dependents';
import { refuseInUse } from '../refuse-in-use';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'crm-objects/delete-field',
  access: 'crm.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

/** Refused while a profile, scenario or rule uses it. Changes nothing at the provider. */
export async function deleteField(ctx: Ctx, input: { id: string }): Promise<void> {
  authorise(ctx, POLICY);
  await write(ctx, POLICY, async (tx) => {
    const field = found(
      await tx.crmField.findUnique({
        where: { id: input.id },
        include: { object: { select: { crmId: true, name: true } } },
      }),
    );
    refuseInUse(
      await listFieldDependents(tx, {
        id: field.id,
        objectId: field.objectId,
        crmId: field.object.crmId,
      }),
    );
    await tx.crmField.delete({ where: { id: field.id } });
    const { name, apiName, type, required, readOnly, options } = field;
    return recordHistory(ctx, tx, {
      action: 'crm-field.deleted',
      entity: 'crm-field',
      entityId: field.id,
      entityName: name,
      before: { name, apiName, type, required, readOnly, options, object: field.object.name },
    });
  });
}
