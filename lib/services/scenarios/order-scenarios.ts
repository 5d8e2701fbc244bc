import { orderInputSchema, type OrderInput } from '@/lib/domain/crm/crm';
import { authorise, found, parseInput, recordHistory, write, type Ctx } from '../context';
import { checkSameSet, orderHistory } from '../ordering';
import { loadScenarios } from '../crms/internal';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'scenarios/order-scenarios',
  access: 'crm.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

/** Reorders the list; the first match decides. Expects the whole list, every ID once. */
export async function orderScenarios(ctx: Ctx, input: { crmId: string } & OrderInput): Promise<void> {
  authorise(ctx, POLICY);
  const { crmId, ...rest } = input;
  const { ids } = parseInput(orderInputSchema, rest);
  await write(ctx, POLICY, async (tx) => {
    const crm = found(await tx.crm.findUnique({ where: { id: crmId } }));
    const rows = await tx.screenPopScenario.findMany({
      where: { crmId },
      orderBy: { position: 'asc' },
      select: { id: true, name: true },
    });
    // Broken ones are never tried, so they go last.
    const { broken } = await loadScenarios(tx, [crmId]);
    const unreadable = broken.map(({ id }) => id);
    checkSameSet(
      rows.filter(({ id }) => !unreadable.includes(id)),
      ids,
    );
    for (const [index, id] of [...ids, ...unreadable].entries())
      await tx.screenPopScenario.update({ where: { id }, data: { position: index + 1 } });
    return recordHistory(ctx, tx, {
      action: 'scenario.moved',
      entity: 'crm',
      entityId: crmId,
      entityName: crm.name,
      ...orderHistory(rows, [...ids, ...unreadable]),
    });
  });
}
