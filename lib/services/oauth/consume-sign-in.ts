import { TRANSACTION_MS } from '@/lib/domain/connection/auth-method';
import { hashSecret, isSameSecret } from '@/lib/platform/crypto';
import { isForeignKeyViolation } from '@/lib/platform/db';
import { type Ctx, unrecorded } from '../context';
import { dropStaleTransactions, signInFlow, type BrowserBinding, type ConsumedTransaction } from './internal';

/**
 * Consumes the sign-in that one of the browser's cookies carries for this state, before it expires. Exactly once,
 * because its row can be stored only once. Null for every failure alike.
 */
export async function consumeSignIn(
  ctx: Ctx,
  {
    state,
    bindings,
    beforeUse,
  }: {
    state: string;
    bindings: readonly BrowserBinding[];
    beforeUse?: ((connectorId: string) => Promise<void>) | undefined;
  },
): Promise<ConsumedTransaction | null> {
  const stateHash = hashSecret(state);
  const flow = bindings
    .map(({ secret }) => signInFlow.open(ctx, secret))
    .find((opened) => opened !== null && isSameSecret(opened.content.stateHash, stateHash));
  if (!flow) return null;
  const { id, expiresAt, content } = flow;
  await beforeUse?.(content.connectorId);
  const createdAt = new Date(expiresAt.getTime() - TRANSACTION_MS);
  const row = { id, purpose: 'sign_in' as const, ...content, createdAt };
  const db = unrecorded(ctx, 'before sign-in');
  try {
    const { count } = await db.oAuthTransaction.createMany({
      data: {
        ...row,
        // Already proven: nothing is compared with it any more.
        browserHash: '',
        outcome: 'consumed',
        consumedAt: ctx.now(),
        expiresAt,
      },
      skipDuplicates: true,
    });
    if (count === 0) return null;
  } catch (error) {
    // Its connector or method was deleted while the browser was away.
    if (isForeignKeyViolation(error)) return null;
    throw error;
  }
  await dropStaleTransactions(db, ctx.now());
  const { stateHash: _known, ...transaction } = row;
  return { ...transaction, sessionId: null, pending: null };
}
