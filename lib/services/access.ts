import { AppError, type MessageRef } from '@/lib/domain/base/app-error';
import type { ErrorKey } from '@/lib/domain/base/message-keys';
import { readPermissions, type Permission, type StoredRole } from '@/lib/domain/base/permissions';
import { mayGiveProfile, mayManage, rightsBeyond, type Rights } from '@/lib/domain/base/privilege';
import { permissionsOfScopes, type ApiScope } from '@/lib/domain/people/api-key';
import type { ReadDb, Tx } from '@/lib/platform/db';
import type { Prisma } from '@/prisma/generated/client';
import { found, requireFreshSignIn, type Ctx } from './context';
import { isFreshSometimes, noteCheck, type GrantKind } from './verb-policy';

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

/** The profiles that the actor holds, read in the transaction of the change. */
export async function actorProfiles(ctx: Ctx, tx: ReadDb): Promise<ReadonlySet<string>> {
  if (ctx.actor.kind !== 'user') return new Set();
  const held = await tx.userProfile.findMany({ where: { userId: ctx.actor.userId }, select: { profileId: true } });
  return new Set(held.map(({ profileId }) => profileId));
}

/**
 * Not above oneself: nobody changes, renames, tags or deletes a user or a role with a right that they lack. A role counts
 * with the rights it has before the change.
 */
export async function requireNotAbove(
  ctx: Ctx,
  tx: Tx,
  target: { user: RightsHolder } | { role: StoredRole },
): Promise<void> {
  noteCheck(tx, 'not above oneself');
  const actor = await actorRights(ctx, tx);
  if ('user' in target) {
    if (mayManage(actor, rightsOf(target.user))) return;
    throw refusal(target.user.isAdministrator ? 'administrators_only' : 'user_beyond_own_rights');
  }
  if (rightsBeyond(actor, readPermissions(target.role)).length > 0) throw refusal('role_above_own_rights');
}

/** What a change hands out, by kind. A kind that the verb declares is always present; empty: this change hands out none. */
export interface Grants {
  /** The flag is set or removed. */
  administrator?: boolean;
  /** The role that somebody gets; null: they keep theirs. */
  role?: StoredRole | null;
  /** Rights that a role gets or loses. */
  'rights of a role'?: readonly Permission[];
  'API scope'?: readonly ApiScope[];
  /** IDs of the profiles that somebody gets. */
  profile?: readonly string[];
  /** People one could sign in as with it, for want of their password. */
  'password link'?: Prisma.UserWhereInput;
  /** People whom another account at a provider could sign in as from now on; null: nobody. */
  'sign-in route'?: Prisma.UserWhereInput | null;
}

/**
 * Nobody hands out what they lack. Who can sign in as somebody has all that this person has, so a link or another account
 * behind a connector hands out role and profiles of everybody concerned. Where a policy says so, rights in the Maker are
 * handed out only after a recent sign-in.
 */
export async function requireGrantable(ctx: Ctx, tx: Tx, grants: Grants): Promise<void> {
  const policies = kindsOf(grants).map((kind) => noteCheck(tx, kind));
  const actor = await actorRights(ctx, tx);
  const { 'rights of a role': rights = [], 'API scope': scopes = [], profile = [] } = grants;

  if (grants.administrator && !actor.isAdministrator) throw refusalAt('isAdministrator');
  const role = grants.role ? readPermissions(grants.role) : new Set<Permission>();
  if (rightsBeyond(actor, role).length > 0) throw refusalAt('roleId');
  if (rightsBeyond(actor, rights).length > 0) throw refusalAt('permissions');
  if (rightsBeyond(actor, permissionsOfScopes(scopes)).length > 0) throw refusalAt('scopes');
  if (!(await mayGiveAll(ctx, tx, actor, profile))) throw refusalAt('profileIds');
  const link = grants['password link'];
  if (link) await requireImpersonable(ctx, tx, { actor, people: link, key: 'link_beyond_own' });
  const route = grants['sign-in route'];
  const concerned =
    route && (await requireImpersonable(ctx, tx, { actor, people: route, key: 'people_beyond_own_rights' }));

  // A new agent without rights in the Maker is everyday work; so are profiles.
  const isSensitive =
    grants.administrator === true || role.size > 0 || rights.length > 0 || scopes.length > 0 || concerned === true;
  if (isSensitive && policies.some((policy) => isFreshSometimes(policy))) requireFreshSignIn(ctx);
}

async function mayGiveAll(ctx: Ctx, tx: Tx, actor: Rights, profileIds: readonly string[]): Promise<boolean> {
  if (profileIds.length === 0) return true;
  const held = await actorProfiles(ctx, tx);
  return profileIds.every((id) => mayGiveProfile(actor, held, id));
}

/** Whether these are any people at all. Refused if one of them has a role or a profile that the actor could not give. */
async function requireImpersonable(
  ctx: Ctx,
  tx: Tx,
  { actor, people, key }: { actor: Rights; people: Prisma.UserWhereInput; key: ErrorKey },
): Promise<boolean> {
  const count = await tx.user.count({ where: people });
  if (actor.isAdministrator || count === 0) return count > 0;
  // Oneself is never above oneself.
  const others = ctx.actor.kind === 'user' ? { AND: [people, { id: { not: ctx.actor.userId } }] } : people;
  const administrators = await tx.user.count({ where: { AND: [others, { isAdministrator: true }] } });
  const roles = await tx.role.findMany({ where: { users: { some: others } }, select: STORED_ROLE });
  const isBeyond = roles.some((role) => rightsBeyond(actor, readPermissions(role)).length > 0);
  if (administrators > 0 || isBeyond) throw refusal(key);
  const profiles = await tx.profile.findMany({ where: { users: { some: { user: others } } }, select: { id: true } });
  const ids = profiles.map(({ id }) => id);
  if (!(await mayGiveAll(ctx, tx, actor, ids))) throw refusal(key);
  return true;
}

/** The keys of a grant are kinds of grants: the type has no others. */
function kindsOf(grants: Grants): GrantKind[] {
  return Object.keys(grants) as (keyof Grants)[];
}

function refusal(key: ErrorKey): AppError {
  return new AppError('FORBIDDEN', { key });
}

/** The sentence of each field whose choice is refused. */
const BEYOND = {
  isAdministrator: 'administrators_only',
  roleId: 'role_beyond_own_rights',
  permissions: 'rights_beyond_own',
  scopes: 'scopes_beyond_own',
  profileIds: 'profiles_beyond_own',
} as const satisfies Record<string, MessageRef['key'] & ErrorKey>;

function refusalAt(field: keyof typeof BEYOND): AppError {
  const key = BEYOND[field];
  return new AppError('FORBIDDEN', { key, fields: { [field]: { key } } });
}
