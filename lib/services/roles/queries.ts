import { rightsBeyond } from '@/lib/domain/base/privilege';
import { actorRights } from '../access';
import { PAGE_SIZE } from '@/lib/domain/base/limits';
import type { ROLE_SORTS, RoleFilter } from '@/lib/domain/people/people';
import { newPermissions, readPermissions, type BuiltInRole, type Permission } from '@/lib/domain/base/permissions';
import type { DependencyItem, TagItem } from '@/lib/domain/answers/row';
import { BY_NAME } from '@/lib/domain/base/sort';
import type { ReadDb } from '@/lib/platform/db';
import type { Prisma } from '@/prisma/generated/client';
import { isFactorRequired, type FactorRule } from '@/lib/domain/people/second-factor';
import { containing, type Orders } from '../listing';
import { authorise, found, type Ctx } from '../context';
import { havingTags, TAGS } from '../tagging';

export interface RoleRow {
  id: string;
  name: string;
  description: string;
  permissionCount: number;
  newPermissionCount: number;
  builtIn: BuiltInRole | null;
  /** It has no right that the actor lacks. */
  isManageable: boolean;
  userCount: number;
  tags: TagItem[];
  version: number;
  updatedAt: Date;
}

const ORDERS: Orders<typeof ROLE_SORTS, Prisma.RoleOrderByWithRelationInput> = {
  name: (direction) => ({ name: direction }),
  users: (direction) => ({ users: { _count: direction } }),
  changed: (direction) => ({ updatedAt: direction }),
};

export async function listRoles(
  ctx: Ctx,
  filter: RoleFilter,
): Promise<{ items: RoleRow[]; matching: number; total: number }> {
  authorise(ctx, 'roles.access');
  const search = filter.search?.trim();
  const { by, direction } = filter.sort ?? BY_NAME;
  const where = {
    ...(search ? { OR: [{ name: containing(search) }, { description: containing(search) }] } : {}),
    ...havingTags(filter.tagIds),
  };
  const [actor, rows, matching, total] = await Promise.all([
    actorRights(ctx, ctx.db),
    ctx.db.role.findMany({
      where,
      orderBy: [ORDERS[by](direction), { name: 'asc' }],
      skip: ((filter.page ?? 1) - 1) * PAGE_SIZE,
      take: PAGE_SIZE,
      include: { tags: TAGS, _count: { select: { users: true } } },
    }),
    ctx.db.role.count({ where }),
    ctx.db.role.count(),
  ]);
  return {
    items: rows.map(({ id, name, description, version, updatedAt, tags, _count, ...role }) => ({
      id,
      name,
      description,
      tags,
      version,
      updatedAt,
      builtIn: role.builtIn,
      isManageable: rightsBeyond(actor, readPermissions(role)).length === 0,
      permissionCount: readPermissions(role).size,
      newPermissionCount: newPermissions(role).length,
      userCount: _count.users,
    })),
    matching,
    total,
  };
}

export interface RoleDetails {
  id: string;
  name: string;
  description: string;
  permissions: Permission[];
  newPermissions: Permission[];
  builtIn: BuiltInRole | null;
  factorRule: FactorRule;
  isFactorRequired: boolean;
  /** It has no right that the actor lacks. */
  isManageable: boolean;
  version: number;
  userCount: number;
  createdAt: Date;
  updatedAt: Date;
}

export async function readRole(ctx: Ctx, input: { id: string }): Promise<RoleDetails> {
  authorise(ctx, 'roles.access');
  const role = found(
    await ctx.db.role.findUnique({ where: { id: input.id }, include: { _count: { select: { users: true } } } }),
  );
  const { id, name, description, builtIn, factorRule, version, createdAt, updatedAt, _count } = role;
  return {
    id,
    name,
    description,
    builtIn,
    permissions: [...readPermissions(role)],
    isManageable: rightsBeyond(await actorRights(ctx, ctx.db), readPermissions(role)).length === 0,
    newPermissions: newPermissions(role),
    factorRule,
    isFactorRequired: isFactorRequired({
      isAdministrator: false,
      rule: factorRule,
      permissions: readPermissions(role),
    }),
    version,
    createdAt,
    updatedAt,
    userCount: _count.users,
  };
}

/** The first hundred users with the role; also the reason a deletion is refused. */
export async function listRoleDependencies(ctx: Ctx, input: { id: string }) {
  authorise(ctx, 'roles.access');
  found(await ctx.db.role.findUnique({ where: { id: input.id }, select: { id: true } }));
  return { items: await dependentsOfRole(ctx.db, input.id) };
}

export async function dependentsOfRole(
  tx: Pick<ReadDb, 'user' | 'ssoConnector'>,
  roleId: string,
): Promise<DependencyItem[]> {
  const users = await tx.user.findMany({
    where: { roleId },
    orderBy: { name: 'asc' },
    take: 100,
    select: { id: true, name: true },
  });
  const connectors = await tx.ssoConnector.findMany({
    where: { oidc: { groupRoles: { some: { roleId } } } },
    orderBy: { name: 'asc' },
    select: { id: true, name: true },
  });
  return [
    ...users.map(({ id, name }) => ({ entityType: 'user' as const, id, name, href: `/maker/users/${id}` })),
    ...connectors.map(({ id, name }) => ({
      entityType: 'sso-connector' as const,
      id,
      name,
      href: `/maker/sso-connectors/${id}`,
    })),
  ];
}
