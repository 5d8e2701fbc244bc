import type { Exclusion } from '@/lib/domain/interaction/ledger';
import type { Tx } from '@/lib/platform/db';
import { authorise, found, recordHistory, requireUser, write, type Ctx } from '../context';
import { listCrmDependents } from './list-crm-dependents';
import { refuseInUse } from '../refuse-in-use';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'crms/delete-crm',
  access: 'crm.delete',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

/** Deletes the CRM with its objects, fields, scenarios and rules. Refused while a profile uses it. */
export async function deleteCrm(ctx: Ctx, input: { id: string }): Promise<void> {
  authorise(ctx, POLICY);
  await write(ctx, POLICY, async (tx) => {
    const crm = found(
      await tx.crm.findUnique({
        where: { id: input.id },
        include: { _count: { select: { objects: true, scenarios: true, rules: true } } },
      }),
    );
    refuseInUse(await listCrmDependents(tx, crm.id));
    await excludeItsInteractions(ctx, tx, crm.id);
    await tx.crm.delete({ where: { id: crm.id } });
    return recordHistory(ctx, tx, {
      action: 'crm.deleted',
      entity: 'crm',
      entityId: crm.id,
      entityName: crm.name,
      before: {
        name: crm.name,
        reference: crm.reference,
        type: crm.type,
        authMethodId: crm.authMethodId,
        ...crm._count,
      },
    });
  });
}

/** With the CRM goes what was known of them. They don't wait for an administrator again, unless another CRM has them too. */
async function excludeItsInteractions(ctx: Ctx, tx: Tx, crmId: string): Promise<void> {
  const { userId: id, name } = requireUser(ctx);
  const exclusion: Exclusion = { reason: 'crm_deleted', by: { id, name }, at: ctx.now().toISOString() };
  await tx.interaction.updateMany({
    where: { assignments: { some: { crmId }, none: { crmId: { not: crmId } } } },
    data: { exclusion },
  });
}
