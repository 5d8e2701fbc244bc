import { createHash } from 'node:crypto';
import { lockedOutReason, type LockedOut, type LockedOutReason } from '@/lib/domain/people/required-connector';
import type { ReadDb } from '@/lib/platform/db';
import type { Ctx } from '../context';
import { aliveAt } from '../sessions/read-session';

/** What a connector lets in. */
export interface Requirement {
  id: string;
  admitsAdministrators: boolean;
}

/** A role that would require a connector, or none, and the administrator who would stay exempt. */
interface Plan {
  roleId: string;
  connector: Requirement | null;
  breakGlassUserId: string | null;
}

const SHOWN = 100;

/**
 * The active users who could no longer sign in: those of the role whom the connector doesn't let in, and who was exempt
 * until now.
 */
export async function findLockedOut(ctx: Ctx, db: ReadDb, plan: Plan): Promise<LockedOut> {
  const users = await db.user.findMany({
    where: {
      status: 'active',
      ...(plan.breakGlassUserId === null ? {} : { id: { not: plan.breakGlassUserId } }),
      OR: [{ roleId: plan.roleId }, { isBreakGlass: true }],
    },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      name: true,
      ssoConnectorId: true,
      isAdministrator: true,
      isBreakGlass: true,
      roleId: true,
      role: { select: { requiredConnector: { select: REQUIREMENT } } },
      sessions: { where: aliveAt(ctx.now()), select: { id: true, connectorId: true } },
    },
  });
  const own = ctx.actor.kind === 'user' ? ctx.actor : null;
  const lockedOut: { id: string; name: string; reason: LockedOutReason }[] = [];
  const ending: string[] = [];
  for (const { id, name, role, sessions, ...user } of users) {
    const stored = role.requiredConnector && requirementOf(role.requiredConnector);
    const connector = user.roleId === plan.roleId ? plan.connector : stored;
    // Without another administrator named, the exempt one stays exempt.
    if (connector === null || (user.isBreakGlass && plan.breakGlassUserId === null)) continue;
    const reason = lockedOutReason(user, connector);
    if (reason !== null) lockedOut.push({ id, name, reason });
    ending.push(...sessions.filter(({ connectorId }) => connectorId !== connector.id).map((session) => session.id));
  }
  return {
    count: lockedOut.length,
    items: lockedOut.slice(0, SHOWN),
    isOneself: lockedOut.some(({ id }) => id === own?.userId),
    sessions: ending.length,
    endsOwnSession: own !== null && ending.includes(own.sessionId),
    seen: createHash('sha256')
      .update(JSON.stringify([plan.roleId, plan.connector?.id, plan.breakGlassUserId, lockedOut]))
      .digest('base64url'),
  };
}

/** What `requirementOf` needs. */
export const REQUIREMENT = { id: true, oidc: { select: { administratorsMaySignIn: true } } } as const;

export function requirementOf(connector: {
  id: string;
  oidc: { administratorsMaySignIn: boolean } | null;
}): Requirement {
  return { id: connector.id, admitsAdministrators: connector.oidc?.administratorsMaySignIn ?? true };
}
