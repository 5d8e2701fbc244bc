import { orderInputSchema, type OrderInput } from '@/lib/domain/crm/crm';
import { authorise, found, parseInput, recordHistory, write, type Ctx } from '../context';
import { checkSameSet, orderHistory } from '../ordering';

/** Reorders an object's fields. Expects the whole list, every ID once. */
export async function orderFields(ctx: Ctx, input: { objectId: string } & OrderInput): Promise<void> {
  authorise(ctx, 'crm.modify');
  const { objectId, ...rest } = input;
  const { ids } = parseInput(orderInputSchema, rest);
  await write(ctx, 'crm.modify', async (tx) => {
    const object = found(await tx.crmObject.findUnique({ where: { id: objectId } }));
    const rows = await tx.crmField.findMany({
      where: { objectId },
      orderBy: { position: 'asc' },
      select: { id: true, name: true },
    });
    checkSameSet(rows, ids);
    for (const [index, id] of ids.entries()) await tx.crmField.update({ where: { id }, data: { position: index + 1 } });
    return recordHistory(ctx, tx, {
      action: 'crm-field.moved',
      entity: 'crm-object',
      entityId: objectId,
      entityName: object.name,
      ...orderHistory(rows, ids),
    });
  });
}
