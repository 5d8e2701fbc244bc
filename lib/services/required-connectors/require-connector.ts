import type { z } from 'zod';
import { AppError } from '@/lib/domain/base/app-error';
import { requiredConnectorSchema } from '@/lib/domain/people/required-connector';
import type { Tx } from '@/lib/platform/db';
import { requireNotAbove } from '../access';
import {
  authorise,
  checkVersion,
  found,
  parseInput,
  recordHistory,
  requireAdministrator,
  withoutHistory,
  write,
  type Ctx,
  type WriteTx,
} from '../context';
import { endExcludedSessions } from '../sessions/end-excluded-sessions';
import { findUnenforceable } from '../sso-connectors/find-unenforceable';
import { lockAdministrators } from '../users/require-another-administrator';
import { verbPolicy } from '../verb-policy';
import { findLockedOut, REQUIREMENT, requirementOf, type Requirement } from '../roles/find-locked-out';
import { requireOwnStrength } from '../roles/internal';

const POLICY = verbPolicy({
  verb: 'required-connectors/require-connector',
  access: 'roles.modify',
  freshSignIn: 'always',
  handsOut: [],
  touches: 'roles not above oneself',
});

/**
 * From now on the role's users sign in through this connector alone, or in any way again. Sessions that began another way
 * end. Refused unless the connector was tested as it is now, an administrator stays able to sign in locally, and whoever
 * decides has seen who could no longer sign in.
 */
export async function requireConnector(
  ctx: Ctx,
  input: { id: string } & z.input<typeof requiredConnectorSchema>,
): Promise<{ version: number; endedSessions: number }> {
  authorise(ctx, POLICY);
  const { id, ...rest } = input;
  const { version, connectorId, breakGlassUserId, seen } = parseInput(requiredConnectorSchema, rest);
  return write(ctx, POLICY, async (tx) => {
    await lockAdministrators(tx);
    await tx.$queryRaw`SELECT "id" FROM "Role" WHERE "id" = ${id}::uuid FOR UPDATE`;
    const role = found(
      await tx.role.findUnique({ where: { id }, include: { requiredConnector: { select: { id: true, name: true } } } }),
    );
    await checkVersion(tx, 'role', role, version);
    await requireNotAbove(ctx, tx, { role });
    await requireOwnStrength(ctx, tx, role, 'required_connector_beyond_own');

    const connector = connectorId === null ? null : await checkConnector(ctx, tx, role, connectorId);
    const { former, named } = await checkBreakGlass(ctx, tx, { breakGlassUserId, isNeeded: connectorId !== null });
    if (connectorId === role.requiredConnectorId && named === null)
      return withoutHistory('nothing changed', { version, endedSessions: 0 });

    const plan = { roleId: id, connector, breakGlassUserId };
    const lockedOut = await findLockedOut(ctx, tx, plan);
    if (lockedOut.isOneself) throw new AppError('PRECONDITION_FAILED', { key: 'locks_out_oneself' });
    if (lockedOut.count > 0 && lockedOut.seen !== seen) throw new AppError('CONFLICT', { key: 'locked_out_unseen' });

    const after = await tx.role.update({
      where: { id, version },
      data: { requiredConnectorId: connectorId, version: { increment: 1 } },
    });
    if (named) await nameBreakGlass(ctx, tx, { former, named });
    const endedSessions = await endExcludedSessions(tx, ctx.now());
    const recorded = await recordHistory(ctx, tx, {
      action: connectorId === null ? 'role.connector-released' : 'role.connector-required',
      entity: 'role',
      entityId: id,
      entityName: role.name,
      before: { requiredConnector: role.requiredConnector?.name ?? null },
      after: {
        requiredConnector: connector?.name ?? null,
        lockedOut: lockedOut.items.map(({ name }) => name),
        endedSessions,
      },
    });
    return recorded.with({ version: after.version, endedSessions });
  });
}

/** What is already required may stay required while it doesn't work. */
async function checkConnector(
  ctx: Ctx,
  tx: Tx,
  role: { id: string; requiredConnectorId: string | null },
  connectorId: string,
): Promise<Requirement & { name: string }> {
  const refuse = (key: Refused, params = {}) =>
    new AppError('INVALID_INPUT', { fields: { connectorId: { key, params } } });
  await tx.$queryRaw`SELECT "id" FROM "SsoConnector" WHERE "id" = ${connectorId}::uuid FOR SHARE`;
  const connector = await tx.ssoConnector.findUnique({
    where: { id: connectorId },
    select: { name: true, ...REQUIREMENT },
  });
  if (!connector) throw refuse('not_offered');
  if (connectorId !== role.requiredConnectorId) {
    const reason = (await findUnenforceable(ctx, tx, connectorId)).get(connectorId) ?? null;
    if (reason !== null) throw refuse(`connector_${reason}`);
    const other = await tx.ssoConnector.findFirst({
      where: { id: { not: connectorId }, oidc: { groupRoles: { some: { roleId: role.id } } } },
      select: { name: true },
    });
    if (other) throw refuse('role_of_other_groups', { connector: other.name });
  }
  return { name: connector.name, ...requirementOf(connector) };
}

type Refused =
  | 'not_offered'
  | 'connector_disabled'
  | 'connector_not_working'
  | 'connector_untested'
  | 'role_of_other_groups';

interface BreakGlass {
  former: { id: string; name: string } | null;
  /** Another one than before. */
  named: { id: string; name: string } | null;
}

/** One administrator keeps a password that works whatever a provider does. Only administrators say who. */
async function checkBreakGlass(
  ctx: Ctx,
  tx: Tx,
  { breakGlassUserId, isNeeded }: { breakGlassUserId: string | null; isNeeded: boolean },
): Promise<BreakGlass> {
  const select = { id: true, name: true } as const;
  const able = { isAdministrator: true, status: 'active', passwordHash: { not: null } } as const;
  const refuse = (key: 'required' | 'not_offered') =>
    new AppError('INVALID_INPUT', { fields: { breakGlassUserId: { key } } });
  const former = await tx.user.findFirst({ where: { isBreakGlass: true }, select });
  const id = breakGlassUserId ?? former?.id ?? null;
  if (id === null) {
    if (isNeeded) throw refuse('required');
    return { former, named: null };
  }
  const chosen = await tx.user.findFirst({ where: { id, ...able }, select });
  // Who was named long ago may have left; while a role requires a connector, nobody can.
  if (!chosen && isNeeded) throw refuse(breakGlassUserId === null ? 'required' : 'not_offered');
  if (!chosen || chosen.id === former?.id) return { former, named: null };
  requireAdministrator(ctx);
  return { former, named: chosen };
}

async function nameBreakGlass(
  ctx: Ctx,
  tx: WriteTx,
  { former, named }: { former: BreakGlass['former']; named: { id: string; name: string } },
): Promise<void> {
  if (former) await tx.user.update({ where: { id: former.id }, data: { isBreakGlass: false } });
  await tx.user.update({ where: { id: named.id }, data: { isBreakGlass: true } });
  await recordHistory(ctx, tx, {
    action: 'user.break-glass-named',
    entity: 'user',
    entityId: named.id,
    entityName: named.name,
    before: { breakGlass: former?.name ?? null },
    after: { breakGlass: named.name },
  });
}
