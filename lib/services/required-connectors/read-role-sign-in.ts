import type { z } from 'zod';
import type { requiredConnectorQuerySchema, RoleSignIn } from '@/lib/domain/people/required-connector';
import { authorise, found, type Ctx } from '../context';
import { findUnenforceable } from '../sso-connectors/find-unenforceable';
import { findLockedOut, REQUIREMENT, requirementOf } from '../roles/find-locked-out';

/** How a role's users sign in, what could be required of them, and what that would do. Names only. */
export async function readRoleSignIn(
  ctx: Ctx,
  input: { id: string } & z.output<typeof requiredConnectorQuerySchema>,
): Promise<RoleSignIn> {
  authorise(ctx, 'roles.access');
  const named = { id: true, name: true } as const;
  const byName = { orderBy: { name: 'asc' } } as const;
  const role = found(
    await ctx.db.role.findUnique({
      where: { id: input.id },
      select: { version: true, requiredConnector: { select: named } },
    }),
  );
  const [connectors, unenforceable, administrators, breakGlass] = await Promise.all([
    ctx.db.ssoConnector.findMany({ ...byName, select: { name: true, ...REQUIREMENT } }),
    findUnenforceable(ctx, ctx.db),
    ctx.db.user.findMany({
      ...byName,
      where: { isAdministrator: true, status: 'active', passwordHash: { not: null } },
      select: named,
      take: 100,
    }),
    ctx.db.user.findFirst({ where: { isBreakGlass: true }, select: named }),
  ]);
  const asked = connectors.find(({ id }) => id === input.connectorId);
  return {
    version: role.version,
    required: role.requiredConnector,
    breakGlass,
    connectors: connectors.map(({ id, name }) => ({ id, name, unenforceable: unenforceable.get(id) ?? null })),
    administrators,
    mayNameBreakGlass: ctx.actor.kind === 'user' && ctx.actor.isAdministrator,
    lockedOut: await findLockedOut(ctx, ctx.db, {
      roleId: input.id,
      connector: asked ? requirementOf(asked) : null,
      breakGlassUserId: input.breakGlassUserId ?? null,
    }),
  };
}
