import { orderInputSchema, type OrderInput } from '@/lib/domain/crm/crm';
import { authorise, found, parseInput, recordHistory, write, type Ctx } from '../context';
import { checkSameSet, orderHistory } from '../ordering';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'crm-objects/order-fields',
  access: 'crm.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

/** Reorders an object's fields. Expects the whole list, every ID once. */
export async function orderFields(ctx: Ctx, input: { objectId: string } & OrderInput): Promise<void> {
  authorise(ctx, POLICY);
  const { objectId, ...rest } = input;
  const { ids } = parseInput(orderInputSchema, rest);
  await write(ctx, POLICY, async (tx) => {
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
