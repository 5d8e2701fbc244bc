import { AppError } from '@/lib/domain/base/app-error';
import { readPermissions, type StoredRole } from '@/lib/domain/base/permissions';
import { mayManage, rightsBeyond, type Rights } from '@/lib/domain/base/privilege';
import type { ReadDb, Tx } from '@/lib/platform/db';
import type { Prisma } from '@/prisma/generated/client';
import { found, type Ctx } from './context';

/** A user's rights, as stored. */
interface RightsHolder {
  isAdministrator: boolean;
  role: StoredRole;
}

/** What `readPermissions` needs of a role. */
export const STORED_ROLE = { builtIn: true, permissions: true } as const;

export function rightsOf(user: RightsHolder): Rights {
  return { isAdministrator: user.isAdministrator, permissions: readPermissions(user.role) };
}

/** The actor's rights, read in the transaction of the change. */
export async function actorRights(ctx: Ctx, tx: ReadDb): Promise<Rights> {
  if (ctx.actor.kind === 'system') return { isAdministrator: true, permissions: new Set() };
  if (ctx.actor.kind !== 'user') throw new AppError('UNAUTHENTICATED');
  const user = found(
    await tx.user.findUnique({
      where: { id: ctx.actor.userId },
      select: { isAdministrator: true, role: { select: STORED_ROLE } },
    }),
  );
  return rightsOf(user);
}

/** Refuses to change a user who has more rights than the actor. Returns the actor's rights for further checks. */
export async function requireManageable(ctx: Ctx, tx: Tx, target: RightsHolder): Promise<Rights> {
  const actor = await actorRights(ctx, tx);
  if (mayManage(actor, rightsOf(target))) return actor;
  throw new AppError('FORBIDDEN', { key: target.isAdministrator ? 'administrators_only' : 'user_beyond_own_rights' });
}

/**
 * Choosing the account behind a connector decides who can sign in as the people assigned to it, because the first
 * sign-in finds them by their email there. So this refuses if one of them has more rights than the actor.
 */
export async function requireManageablePeople(
  ctx: Ctx,
  tx: Tx,
  connectors: Prisma.SsoConnectorWhereInput,
): Promise<void> {
  const actor = await actorRights(ctx, tx);
  if (actor.isAdministrator) return;
  const people = await tx.user.findMany({
    where: { ssoConnector: connectors },
    select: { isAdministrator: true, role: { select: STORED_ROLE } },
  });
  if (people.some((person) => !mayManage(actor, rightsOf(person))))
    throw new AppError('FORBIDDEN', { key: 'people_beyond_own_rights' });
}

/** Refuses to grant administrator rights, or a role with rights the actor lacks. */
export function requireGrantable(actor: Rights, wanted: RightsHolder): void {
  if (actor.isAdministrator) return;
  if (wanted.isAdministrator) {
    throw new AppError('FORBIDDEN', {
      key: 'administrators_only',
      fields: { isAdministrator: { key: 'administrators_only' } },
    });
  }
  if (rightsBeyond(actor, readPermissions(wanted.role)).length > 0) {
    throw new AppError('FORBIDDEN', {
      key: 'role_beyond_own_rights',
      fields: { roleId: { key: 'role_beyond_own_rights' } },
    });
  }
}
