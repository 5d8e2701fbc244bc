import { AppError } from '@/lib/domain/base/app-error';
import { crmObjectInputSchema, type CrmObjectInput } from '@/lib/domain/crm/crm';
import { LIMITS } from '@/lib/domain/base/limits';
import { authorise, found, parseInput, recordHistory, write, type Ctx } from '../context';

/** Adds an object (a kind of record) at the end of the CRM's list. */
export async function createObject(ctx: Ctx, input: { crmId: string } & CrmObjectInput): Promise<{ id: string }> {
  authorise(ctx, 'crm.modify');
  const { crmId, ...rest } = input;
  const data = parseInput(crmObjectInputSchema, rest);
  return write(ctx, 'crm.modify', async (tx) => {
    const crm = found(await tx.crm.findUnique({ where: { id: crmId } }));
    const last = await tx.crmObject.aggregate({ where: { crmId }, _count: true, _max: { position: true } });
    if (last._count >= LIMITS.objectsPerCrm)
      throw new AppError('LIMIT_REACHED', { key: 'limit_objects', params: { limit: LIMITS.objectsPerCrm } });
    const object = await tx.crmObject.create({ data: { ...data, crmId, position: (last._max.position ?? 0) + 1 } });
    await recordHistory(ctx, tx, {
      action: 'crm-object.created',
      entity: 'crm-object',
      entityId: object.id,
      entityName: object.name,
      after: { ...data, crm: crm.name },
    });
    return { id: object.id };
  });
}
