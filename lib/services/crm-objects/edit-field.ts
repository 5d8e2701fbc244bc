import type { z } from 'zod';
import { crmFieldEditSchema, crmFieldInputSchema } from '@/lib/domain/crm/crm';
import { authorise, checkVersion, found, parseInput, recordHistory, write, type Ctx } from '../context';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'crm-objects/edit-field',
  access: 'crm.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

/** Changes the name, options, required and read-only. API name and type are fixed. */
export async function editField(
  ctx: Ctx,
  input: { id: string } & z.input<typeof crmFieldEditSchema>,
): Promise<{ version: number }> {
  authorise(ctx, POLICY);
  const { id, ...rest } = input;
  const { version, ...data } = parseInput(crmFieldEditSchema, rest);
  return write(ctx, POLICY, async (tx) => {
    const before = found(await tx.crmField.findUnique({ where: { id } }));
    await checkVersion(tx, 'crm-field', before, version);
    // The rules of a whole field hold after an edit too.
    parseInput(crmFieldInputSchema, { ...data, apiName: before.apiName, type: before.type });
    const after = await tx.crmField.update({ where: { id, version }, data: { ...data, version: { increment: 1 } } });
    const { name, required, readOnly, options } = before;
    const recorded = await recordHistory(ctx, tx, {
      action: 'crm-field.edited',
      entity: 'crm-field',
      entityId: id,
      entityName: after.name,
      before: { name, required, readOnly, options },
      after: data,
    });
    return recorded.with({ version: after.version });
  });
}
