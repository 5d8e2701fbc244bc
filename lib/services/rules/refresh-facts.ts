import { readAccountObject } from '../connections/read-account-options';
import type { Ctx } from '../context';

/**
 * Asks the account what it says now of the objects whose values are checked. False if it doesn't answer: they are then
 * checked with what was last read. A network call: never inside a transaction.
 */
export async function refreshFacts(ctx: Ctx, objectIds: readonly string[]): Promise<boolean> {
  // References to objects that don't exist are refused later.
  const objects = await ctx.db.crmObject.findMany({
    where: { id: { in: [...objectIds] } },
    select: { apiName: true, crm: { select: { authMethodId: true } } },
  });
  let hasAnswered = true;
  for (const { apiName, crm } of objects)
    hasAnswered &&= await readAccountObject(ctx, { authMethodId: crm.authMethodId, objectApiName: apiName });
  return hasAnswered;
}
