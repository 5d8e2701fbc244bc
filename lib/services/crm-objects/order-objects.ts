import { orderInputSchema, type OrderInput } from '@/lib/domain/crm/crm';
import { authorise, found, parseInput, recordHistory, write, type Ctx } from '../context';
import { checkSameSet, orderHistory } from '../ordering';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'crm-objects/order-objects',
  access: 'crm.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

/** Reorders the objects agents see. Expects the whole list, every ID once. */
export async function orderObjects(ctx: Ctx, input: { crmId: string } & OrderInput): Promise<void> {
  authorise(ctx, POLICY);
  const { crmId, ...rest } = input;
  const { ids } = parseInput(orderInputSchema, rest);
  await write(ctx, POLICY, async (tx) => {
    const crm = found(await tx.crm.findUnique({ where: { id: crmId } }));
    const rows = await tx.crmObject.findMany({
      where: { crmId },
      orderBy: { position: 'asc' },
      select: { id: true, name: true },
    });
    checkSameSet(rows, ids);
    for (const [index, id] of ids.entries())
      await tx.crmObject.update({ where: { id }, data: { position: index + 1 } });
    return recordHistory(ctx, tx, {
      action: 'crm-object.moved',
      entity: 'crm',
      entityId: crmId,
      entityName: crm.name,
      ...orderHistory(rows, ids),
    });
  });
}
