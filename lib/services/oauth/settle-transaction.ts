import type { Tx } from '@/lib/platform/db';
import type { OAuthOutcome, Prisma } from '@/prisma/generated/client';

/** The state that a flow must still be in, and whose it must be. */
export type OpenTransaction = Prisma.OAuthTransactionWhereInput & { id: string; outcome: OAuthOutcome };

/**
 * Takes a flow out of a state, once. One statement decides, so of two decisions at the same time only the first counts;
 * false: the flow had left that state.
 */
export async function settleTransaction(
  tx: Tx,
  open: OpenTransaction,
  data: Prisma.OAuthTransactionUpdateManyMutationInput,
): Promise<boolean> {
  const { count } = await tx.oAuthTransaction.updateMany({ where: open, data });
  return count === 1;
}
