import { orderInputSchema, type OrderInput } from '@/lib/domain/crm/crm';
import { authorise, found, parseInput, recordHistory, write, type Ctx } from '../context';
import { checkSameSet, orderHistory } from '../ordering';
import { loadRules } from '../crms/internal';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'rules/order-rules',
  access: 'crm.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

/** Reorders the list; the first match decides. Expects the whole list, every ID once. */
export async function orderRules(ctx: Ctx, input: { crmId: string } & OrderInput): Promise<void> {
  authorise(ctx, POLICY);
  const { crmId, ...rest } = input;
  const { ids } = parseInput(orderInputSchema, rest);
  await write(ctx, POLICY, async (tx) => {
    const crm = found(await tx.crm.findUnique({ where: { id: crmId } }));
    const rows = await tx.assignmentRule.findMany({
      where: { crmId },
      orderBy: { position: 'asc' },
      select: { id: true, name: true },
    });
    // Broken ones are never tried, so they go last.
    const { broken } = await loadRules(tx, [crmId]);
    const unreadable = broken.map(({ id }) => id);
    checkSameSet(
      rows.filter(({ id }) => !unreadable.includes(id)),
      ids,
    );
    for (const [index, id] of [...ids, ...unreadable].entries())
      await tx.assignmentRule.update({ where: { id }, data: { position: index + 1 } });
    return recordHistory(ctx, tx, {
      action: 'rule.moved',
      entity: 'crm',
      entityId: crmId,
      entityName: crm.name,
      ...orderHistory(rows, [...ids, ...unreadable]),
    });
  });
}
