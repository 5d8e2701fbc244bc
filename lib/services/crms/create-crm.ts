import { crmInputSchema, type CrmInput } from '@/lib/domain/crm/crm';
import { checkLimit } from '../check-limit';
import { authorise, parseInput, recordHistory, write, type Ctx } from '../context';
import { requireUsableMethod } from './require-usable-method';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'crms/create-crm',
  access: 'crm.create',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'nothing',
});

/** Creates a CRM that uses an authentication method of the same provider. */
export async function createCrm(ctx: Ctx, input: CrmInput): Promise<{ id: string }> {
  authorise(ctx, POLICY);
  const data = parseInput(crmInputSchema, input);
  return write(ctx, POLICY, async (tx) => {
    await checkLimit(tx, 'crms', () => tx.crm.count());
    await requireUsableMethod(tx, data.authMethodId, data.type);
    const crm = await tx.crm.create({ data });
    const recorded = await recordHistory(ctx, tx, {
      action: 'crm.created',
      entity: 'crm',
      entityId: crm.id,
      entityName: crm.name,
      after: data,
    });
    return recorded.with({ id: crm.id });
  });
}
