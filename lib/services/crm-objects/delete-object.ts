import { authorise, found, recordHistory, write, type Ctx } from '../context';
import { listObjectDependents } from '../crms/list-crm-dependents';
import { refuseInUse } from '../refuse-in-use';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'crm-objects/delete-object',
  access: 'crm.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

/** Deletes the object and its fields. Refused while a profile, scenario or rule uses it. */
export async function deleteObject(ctx: Ctx, input: { id: string }): Promise<void> {
  authorise(ctx, POLICY);
  await write(ctx, POLICY, async (tx) => {
    const object = found(
      await tx.crmObject.findUnique({
        where: { id: input.id },
        include: { fields: { select: { name: true, apiName: true, type: true } } },
      }),
    );
    refuseInUse(await listObjectDependents(tx, object));
    await tx.crmObject.delete({ where: { id: object.id } });
    return recordHistory(ctx, tx, {
      action: 'crm-object.deleted',
      entity: 'crm-object',
      entityId: object.id,
      entityName: object.name,
      before: { name: object.name, apiName: object.apiName, fields: object.fields },
    });
  });
}
