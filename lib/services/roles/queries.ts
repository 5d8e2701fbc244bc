import { PAGE_SIZE } from '@/lib/domain/limits';
import { readPermissions, type Permission } from '@/lib/domain/permissions';
import type { Tx } from '@/lib/platform/db';
import { authorise, found, type Ctx } from '../context';

export interface RoleRow {
  id: string;
  name: string;
  description: string;
  permissionCount: number;
  userCount: number;
  updatedAt: Date;
}

export async function listRoles(ctx: Ctx, input: { q: string; page: number }): Promise<{ rows: RoleRow[]; total: number; all: number }> {
  authorise(ctx, 'roles.access');
  const where = input.q === '' ? {} : { OR: [{ name: containing(input.q) }, { description: containing(input.q) }] };
  const [rows, total, all] = await Promise.all([
    ctx.db.role.findMany({
      where,
      orderBy: [{ name: 'asc' }],
      skip: (input.page - 1) * PAGE_SIZE,
      take: PAGE_SIZE,
      include: { _count: { select: { users: true } } },
    }),
    ctx.db.role.count({ where }),
    ctx.db.role.count(),
  ]);
  return {
    rows: rows.map(({ id, name, description, permissions, updatedAt, _count }) => ({
      id, name, description, updatedAt, permissionCount: readPermissions(permissions).size, userCount: _count.users,
    })),
    total,
    all,
  };
}

export interface RoleDetails {
  id: string;
  name: string;
  description: string;
  permissions: Permission[];
  version: number;
  userCount: number;
  createdAt: Date;
  updatedAt: Date;
}

export async function getRole(ctx: Ctx, input: { id: string }): Promise<RoleDetails> {
  authorise(ctx, 'roles.access');
  const role = found(await ctx.db.role.findUnique({ where: { id: input.id }, include: { _count: { select: { users: true } } } }));
  const { id, name, description, permissions, version, createdAt, updatedAt, _count } = role;
  return { id, name, description, permissions: [...readPermissions(permissions)], version, createdAt, updatedAt, userCount: _count.users };
}

/** Who has the role; what a delete is refused with. The first hundred say enough. */
export async function roleDependencies(ctx: Ctx, input: { id: string }) {
  authorise(ctx, 'roles.access');
  found(await ctx.db.role.findUnique({ where: { id: input.id }, select: { id: true } }));
  return dependentsOfRole(ctx.db, input.id);
}

export async function dependentsOfRole(tx: Pick<Tx, 'user'>, roleId: string) {
  const users = await tx.user.findMany({ where: { roleId }, orderBy: { name: 'asc' }, take: 100, select: { id: true, name: true } });
  return users.map(({ id, name }) => ({ type: 'user' as const, id, name, href: `/maker/users/${id}` }));
}

function containing(text: string) {
  return { contains: text, mode: 'insensitive' as const };
}
