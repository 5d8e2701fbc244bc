import type { z } from 'zod';
import { crmObjectEditSchema } from '@/lib/domain/crm/crm';
import { authorise, checkVersion, found, parseInput, recordHistory, write, type Ctx } from '../context';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'crm-objects/edit-object',
  access: 'crm.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

/** Changes the display name, and whom new records belong to. The API name is fixed. */
export async function editObject(
  ctx: Ctx,
  input: { id: string } & z.input<typeof crmObjectEditSchema>,
): Promise<{ version: number }> {
  authorise(ctx, POLICY);
  const { id, ...rest } = input;
  const { version, ...data } = parseInput(crmObjectEditSchema, rest);
  return write(ctx, POLICY, async (tx) => {
    const before = found(await tx.crmObject.findUnique({ where: { id } }));
    await checkVersion(tx, 'crm-object', before, version);
    const after = await tx.crmObject.update({ where: { id, version }, data: { ...data, version: { increment: 1 } } });
    const recorded = await recordHistory(ctx, tx, {
      action: 'crm-object.edited',
      entity: 'crm-object',
      entityId: id,
      entityName: after.name,
      before: { name: before.name, newRecordOwner: before.newRecordOwner },
      after: { name: after.name, newRecordOwner: after.newRecordOwner },
    });
    return recorded.with({ version: after.version });
  });
}
