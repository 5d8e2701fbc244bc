import type { z } from 'zod';
import { crmEditSchema } from '@/lib/domain/crm/crm';
import { authorise, checkVersion, found, parseInput, recordHistory, write, type Ctx } from '../context';
import { scheduleAccountOptions } from '../connections/schedule-account-options';
import { requireUsableMethod } from './require-usable-method';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'crms/edit-crm',
  access: 'crm.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

/** Changes the name, reference or authentication method. The type is fixed. */
export async function editCrm(
  ctx: Ctx,
  input: { id: string } & z.input<typeof crmEditSchema>,
): Promise<{ version: number }> {
  authorise(ctx, POLICY);
  const { id, ...rest } = input;
  const { version, ...data } = parseInput(crmEditSchema, rest);
  return write(ctx, POLICY, async (tx) => {
    const before = found(await tx.crm.findUnique({ where: { id } }));
    await checkVersion(tx, 'crm', before, version);
    await requireUsableMethod(tx, data.authMethodId, before.type);
    const after = await tx.crm.update({ where: { id, version }, data: { ...data, version: { increment: 1 } } });
    if (after.authMethodId !== before.authMethodId) await scheduleAccountOptions(tx, after.authMethodId);
    const recorded = await recordHistory(ctx, tx, {
      action: 'crm.edited',
      entity: 'crm',
      entityId: id,
      entityName: after.name,
      before: { name: before.name, reference: before.reference, authMethodId: before.authMethodId },
      after: data,
    });
    return recorded.with({ version: after.version });
  });
}
