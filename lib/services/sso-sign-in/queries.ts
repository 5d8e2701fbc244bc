import { signInTestSchema, type SignInTest } from '@/lib/domain/people/sign-in-test';
import type { ConnectorType } from '@/lib/domain/people/sso';
import type { OAuthTransaction } from '@/prisma/generated/client';
import { authorise, found, requireUser, type Ctx } from '../context';

export interface SignInTestView {
  transactionId: string;
  /** Null: one that isn't saved. */
  connector: { id: string; name: string } | null;
  type: ConnectorType;
  /** Null while the browser is still at the provider. */
  result: SignInTest | null;
  /** It waited longer than a flow may. */
  isOver: boolean;
  startedAt: Date;
}

const WITH_CONNECTOR = { connector: { select: { id: true, name: true } } } as const;

/** One test sign-in, for who started it. */
export async function readSignInTest(ctx: Ctx, input: { transactionId: string }): Promise<SignInTestView> {
  authorise(ctx, 'sso-connectors.modify');
  const { userId } = requireUser(ctx);
  const row = await ctx.db.oAuthTransaction.findFirst({
    where: { id: input.transactionId, purpose: 'test', userId },
    include: WITH_CONNECTOR,
  });
  return viewOf(ctx, found(row));
}

/** The last test sign-in that the actor started on a connector, or on one that isn't saved; null without one. */
export async function readLatestTest(ctx: Ctx, input: { connectorId: string | null }): Promise<SignInTestView | null> {
  authorise(ctx, 'sso-connectors.modify');
  const { userId } = requireUser(ctx);
  const row = await ctx.db.oAuthTransaction.findFirst({
    where: { connectorId: input.connectorId, purpose: 'test', userId },
    orderBy: { createdAt: 'desc' },
    include: WITH_CONNECTOR,
  });
  return row && viewOf(ctx, row);
}

function viewOf(ctx: Ctx, row: OAuthTransaction & { connector: { id: string; name: string } | null }): SignInTestView {
  const result = signInTestSchema.safeParse(row.detail);
  return {
    transactionId: row.id,
    connector: row.connector,
    type: row.authMethodId === null ? 'oidc' : 'hubspot',
    result: result.success ? result.data : null,
    isOver: row.expiresAt <= ctx.now(),
    startedAt: row.createdAt,
  };
}
