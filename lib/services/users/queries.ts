import { LIMITS, PAGE_SIZE } from '@/lib/domain/base/limits';
import { mayManage } from '@/lib/domain/base/privilege';
import type { USER_SORTS, UserFilter } from '@/lib/domain/people/people';
import { NOTABLE_WRONG_PASSWORDS } from '@/lib/domain/people/wrong-passwords';
import { BY_NAME } from '@/lib/domain/base/sort';
import type { Prisma } from '@/prisma/generated/client';
import { containing, type Orders } from '../listing';
import { authorise, type Ctx } from '../context';
import { loginUrlOf } from '@/lib/domain/people/sso';
import { havingTags, TAGS } from '../tagging';
import { loadUser, USER_WITH_ACCESS, type UserWithAccess } from './internal';
import { actorRights, rightsOf } from '../access';

const ORDERS: Orders<typeof USER_SORTS, Prisma.UserOrderByWithRelationInput> = {
  name: (direction) => ({ name: direction }),
  email: (direction) => ({ email: direction }),
  // Users who never signed in come last in either direction.
  last: (direction) => ({ lastSignInAt: { sort: direction, nulls: 'last' } }),
};

/** A page of users. */
export async function listUsers(ctx: Ctx, filter: UserFilter) {
  authorise(ctx, 'users.access');
  const where = whereOf(filter);
  const { by, direction } = filter.sort ?? BY_NAME;
  const actor = await actorRights(ctx, ctx.db);
  const [rows, matching, total] = await Promise.all([
    ctx.db.user.findMany({
      where,
      orderBy: [ORDERS[by](direction), { name: 'asc' }, { id: 'asc' }],
      skip: ((filter.page ?? 1) - 1) * PAGE_SIZE,
      take: PAGE_SIZE,
      include: { ...USER_WITH_ACCESS, tags: TAGS },
    }),
    ctx.db.user.count({ where }),
    ctx.db.user.count(),
  ]);
  return {
    items: rows.map((user) => ({
      ...summaryOf(user),
      tags: user.tags,
      isManageable: mayManage(actor, rightsOf(user)),
    })),
    matching,
    total,
  };
}

/** One user, and whether the actor may change them. */
export async function readUser(ctx: Ctx, input: { id: string }) {
  authorise(ctx, 'users.access');
  const user = await loadUser(ctx.db, input.id);
  const identities = await ctx.db.ssoIdentity.findMany({
    where: { userId: user.id },
    orderBy: { createdAt: 'asc' },
    select: {
      id: true,
      portalId: true,
      providerUserId: true,
      emailWhenLinked: true,
      createdAt: true,
      lastUsedAt: true,
      connector: { select: { id: true, name: true, type: true } },
    },
  });
  const openLink = await ctx.db.userLink.findFirst({
    where: { userId: user.id, usedAt: null, expiresAt: { gt: ctx.now() } },
    orderBy: { createdAt: 'desc' },
    select: { purpose: true, expiresAt: true },
  });
  const lastChange = await ctx.db.historyEntry.findFirst({
    where: { entityType: 'user', entityId: user.id },
    orderBy: { at: 'desc' },
    select: { at: true, actorName: true },
  });
  return {
    ...summaryOf(user),
    isManageable: mayManage(await actorRights(ctx, ctx.db), rightsOf(user)),
    isOwn: ctx.actor.kind === 'user' && ctx.actor.userId === user.id,
    language: user.language,
    createdAt: user.createdAt,
    lastChange,
    /** The user's HubSpot login URL. */
    loginUrl: user.ssoConnector ? loginUrlOf(ctx.config.publicUrl, user.ssoConnector.reference) : null,
    identities,
    openLink,
  };
}

function summaryOf(user: UserWithAccess) {
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    status: user.status,
    isAdministrator: user.isAdministrator,
    role: { id: user.role.id, name: user.role.name },
    profiles: user.profiles.map(({ profile }) => profile),
    defaultProfile: user.defaultProfile,
    ssoConnector: user.ssoConnector && { id: user.ssoConnector.id, name: user.ssoConnector.name },
    hasPassword: user.passwordHash !== null,
    failedPasswords: user.failedPasswords,
    lastSignInAt: user.lastSignInAt,
    version: user.version,
  };
}
export type UserSummary = Awaited<ReturnType<typeof listUsers>>['items'][number];

function whereOf(filter: UserFilter): Prisma.UserWhereInput {
  const search = filter.search?.trim();
  return {
    ...(search ? { OR: [{ name: containing(search) }, { email: containing(search) }] } : {}),
    ...(filter.roleId ? { roleId: filter.roleId } : {}),
    ...(filter.profileId ? { profiles: { some: { profileId: filter.profileId } } } : {}),
    ...(filter.connectorId ? { ssoConnectorId: filter.connectorId } : {}),
    ...statusWhere(filter.status),
    ...havingTags(filter.tagIds),
  };
}

/** Enabled users who had several wrong passwords since they last signed in. */
export const GUESSED_USERS = {
  status: 'active',
  failedPasswords: { gte: NOTABLE_WRONG_PASSWORDS },
} as const satisfies Prisma.UserWhereInput;

function statusWhere(status: UserFilter['status']): Prisma.UserWhereInput {
  switch (status) {
    case 'active':
      return { status: 'active', failedPasswords: { lt: NOTABLE_WRONG_PASSWORDS } };
    case 'guessed':
      return GUESSED_USERS;
    case 'disabled':
      return { status: 'disabled' };
    case undefined:
      return {};
  }
}

/** Active users by name, to choose one. */
export async function listUserChoices(ctx: Ctx): Promise<{ id: string; name: string }[]> {
  authorise(ctx, 'users.access');
  return ctx.db.user.findMany({
    where: { status: 'active' },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: LIMITS.users,
    select: { id: true, name: true },
  });
}
