import type { Tx } from '@/lib/platform/db';
import { found, type Ctx } from '../context';
import { loadConnector } from './load-connector';
import { isSameSignIn, openDraft } from './read-draft';

/**
 * The actor's test of a draft of this connector that passed within the last minutes, if people sign in with it exactly as
 * with the connector as it is in this transaction: then saving it needs no further test.
 */
export async function findPassedDraft(
  ctx: Ctx,
  tx: Tx,
  { id }: { id: string },
): Promise<{ testedMethodVersion: number | null; testedAt: Date } | null> {
  if (ctx.actor.kind !== 'user') return null;
  const connector = found(await loadConnector(tx, { id }));
  const tests = await tx.oAuthTransaction.findMany({
    where: {
      purpose: 'test',
      connectorId: id,
      userId: ctx.actor.userId,
      outcome: 'succeeded',
      pending: { not: null },
      expiresAt: { gt: ctx.now() },
    },
    orderBy: { createdAt: 'desc' },
    take: 5,
  });
  const passed = tests.find((test) => isSameSignIn(ctx, openDraft(ctx, test.id, found(test.pending)), connector));
  return passed ? { testedMethodVersion: passed.authMethodVersion, testedAt: passed.createdAt } : null;
}
