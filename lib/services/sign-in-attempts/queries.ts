import { PAGE_SIZE } from '@/lib/domain/base/limits';
import type { Prisma } from '@/prisma/generated/client';
import { authorise, found, type Ctx } from '../context';

export interface AttemptFilter {
  allowed?: boolean;
  /** From 1. */
  page?: number;
}

/** One user's attempts, newest first, for user administrators. */
export async function listUserAttempts(ctx: Ctx, input: { userId: string } & AttemptFilter) {
  authorise(ctx, 'users.access');
  found(await ctx.db.user.findUnique({ where: { id: input.userId }, select: { id: true } }));
  return attempts(ctx, { userId: input.userId }, input);
}

/** Attempts through one connector, newest first, for connector administrators. */
export async function listConnectorAttempts(ctx: Ctx, input: { connectorId: string } & AttemptFilter) {
  authorise(ctx, 'sso-connectors.access');
  found(await ctx.db.ssoConnector.findUnique({ where: { id: input.connectorId }, select: { id: true } }));
  return attempts(ctx, { connectorId: input.connectorId }, input);
}

async function attempts(ctx: Ctx, which: Prisma.SignInAttemptWhereInput, filter: AttemptFilter) {
  const where = { ...which, ...(filter.allowed === undefined ? {} : { allowed: filter.allowed }) };
  const [items, matching] = await Promise.all([
    ctx.db.signInAttempt.findMany({
      where,
      orderBy: [{ at: 'desc' }, { id: 'desc' }],
      skip: ((filter.page ?? 1) - 1) * PAGE_SIZE,
      take: PAGE_SIZE,
      select: {
        id: true,
        at: true,
        way: true,
        email: true,
        portalId: true,
        providerUserId: true,
        factor: true,
        allowed: true,
        reason: true,
        ip: true,
        userAgent: true,
        acr: true,
        amr: true,
        user: { select: { id: true, name: true } },
        connector: { select: { id: true, name: true, type: true } },
      },
    }),
    ctx.db.signInAttempt.count({ where }),
  ]);
  return { items, matching };
}
