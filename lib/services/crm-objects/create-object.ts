import { crmObjectInputSchema, type CrmObjectInput } from '@/lib/domain/crm/crm';
import { checkLimit } from '../check-limit';
import { authorise, found, parseInput, recordHistory, write, type Ctx } from '../context';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'crm-objects/create-object',
  access: 'crm.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'nothing',
});

/** Adds an object (a kind of record) at the end of the CRM's list. */
export async function createObject(ctx: Ctx, input: { crmId: string } & CrmObjectInput): Promise<{ id: string }> {
  authorise(ctx, POLICY);
  const { crmId, ...rest } = input;
  const data = parseInput(crmObjectInputSchema, rest);
  return write(ctx, POLICY, async (tx) => {
    const crm = found(await tx.crm.findUnique({ where: { id: crmId } }));
    await checkLimit(tx, 'objectsPerCrm', () => tx.crmObject.count({ where: { crmId } }), { parentId: crmId });
    const last = await tx.crmObject.aggregate({ where: { crmId }, _max: { position: true } });
    const object = await tx.crmObject.create({ data: { ...data, crmId, position: (last._max.position ?? 0) + 1 } });
    const recorded = await recordHistory(ctx, tx, {
      action: 'crm-object.created',
      entity: 'crm-object',
      entityId: object.id,
      entityName: object.name,
      after: { ...data, crm: crm.name },
    });
    return recorded.with({ id: object.id });
  });
}
