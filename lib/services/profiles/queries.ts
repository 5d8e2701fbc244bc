import { PAGE_SIZE } from '@/lib/domain/base/limits';
import {
  profileObjectSchema,
  type PROFILE_SORTS,
  type ProfileFilter,
  type ProfileInput,
} from '@/lib/domain/people/profile';
import type { DependencyItem } from '@/lib/domain/answers/row';
import { BY_NAME } from '@/lib/domain/base/sort';
import type { ReadDb } from '@/lib/platform/db';
import type { Prisma } from '@/prisma/generated/client';
import { containing, type Orders } from '../listing';
import { authorise, found, type Actor, type Ctx } from '../context';
import { havingTags, TAGS } from '../tagging';

const ORDERS: Orders<typeof PROFILE_SORTS, Prisma.ProfileOrderByWithRelationInput> = {
  name: (direction) => ({ name: direction }),
  users: (direction) => ({ users: { _count: direction } }),
  changed: (direction) => ({ updatedAt: direction }),
};

export async function listProfiles(ctx: Ctx, filter: ProfileFilter = {}) {
  authorise(ctx, 'profiles.access');
  const search = filter.search?.trim();
  const { by, direction } = filter.sort ?? BY_NAME;
  const where = { ...(search ? { name: containing(search) } : {}), ...havingTags(filter.tagIds) };
  const [rows, matching, total] = await Promise.all([
    ctx.db.profile.findMany({
      where,
      orderBy: [ORDERS[by](direction), { name: 'asc' }],
      skip: ((filter.page ?? 1) - 1) * PAGE_SIZE,
      take: PAGE_SIZE,
      include: {
        tags: TAGS,
        crms: { orderBy: { position: 'asc' }, include: { crm: { select: { id: true, name: true } } } },
        _count: { select: { users: true } },
      },
    }),
    ctx.db.profile.count({ where }),
    ctx.db.profile.count(),
  ]);
  const items = rows.map(({ id, name, description, version, updatedAt, crms, tags, _count }) => ({
    id,
    name,
    description,
    version,
    updatedAt,
    tags,
    crms: crms.map(({ crm }) => crm),
    users: _count.users,
  }));
  return { items, matching, total };
}

export async function readProfile(ctx: Ctx, { id }: { id: string }) {
  authorise(ctx, 'profiles.access');
  return found(await readStored(ctx.db, id));
}

/** All CRMs with their objects and fields, to choose from in a profile. */
export async function listProfileChoices(ctx: Ctx) {
  authorise(ctx, 'profiles.access');
  const crms = await ctx.db.crm.findMany({
    orderBy: { name: 'asc' },
    select: {
      id: true,
      name: true,
      type: true,
      objects: {
        orderBy: { position: 'asc' },
        select: {
          id: true,
          name: true,
          apiName: true,
          fields: {
            orderBy: { position: 'asc' },
            select: { id: true, name: true, apiName: true, type: true, required: true, readOnly: true },
          },
        },
      },
    },
  });
  return crms;
}

export async function listProfileDependencies(ctx: Ctx, { id }: { id: string }) {
  authorise(ctx, 'profiles.access');
  found(await ctx.db.profile.findUnique({ where: { id }, select: { id: true } }));
  return dependentsOfProfile(ctx, ctx.db, id);
}

const NAMED = { select: { id: true, name: true }, orderBy: { name: 'asc' }, take: 50 } as const;

/** Users who have it, and lines for which it decides. */
export async function dependentsOfProfile(
  { actor }: Ctx,
  db: Pick<ReadDb, 'userProfile' | 'line' | 'setting'>,
  profileId: string,
): Promise<DependencyItem[]> {
  const [users, lines, byDefault] = await Promise.all([
    db.userProfile.findMany({
      where: { profileId },
      include: { user: { select: { id: true, name: true } } },
      orderBy: { user: { name: 'asc' } },
      take: 50,
    }),
    db.line.findMany({ where: { profileId }, ...NAMED }),
    db.setting.count({ where: { key: 'lines', value: { path: ['profileId'], equals: profileId } } }),
  ]);
  const ofLines = (id: string, name: string, path: string): DependencyItem => ({
    entityType: 'line',
    id,
    name,
    href: mayOpenLines(actor) ? path : null,
  });
  return [
    ...users.map(({ user }): DependencyItem => ({
      entityType: 'user',
      id: user.id,
      name: user.name,
      href: `/maker/users/${user.id}`,
    })),
    ...lines.map(({ id, name }) => ofLines(id, name, `/maker/lines/${id}`)),
    ...(byDefault > 0 ? [ofLines('lines', OTHER_LINES[languageOf(actor)], '/maker/lines')] : []),
  ];
}

const OTHER_LINES = { en: 'All other lines', fr: 'Toutes les autres lignes' } as const;

function languageOf(actor: Actor): 'en' | 'fr' {
  return actor.kind === 'user' ? actor.language : 'en';
}

function mayOpenLines(actor: Actor): boolean {
  return actor.kind === 'user' && (actor.isAdministrator || actor.permissions.has('lines.access'));
}

export interface StoredProfile extends ProfileInput {
  id: string;
  version: number;
  /** IDs of objects whose stored rights are invalid: not in `objects`, and lost when the profile is saved. */
  unreadableObjectIds: string[];
}

/** A profile in its form's shape. */
export async function readStored(db: Pick<ReadDb, 'profile'>, id: string): Promise<StoredProfile | null> {
  const row = await db.profile.findUnique({
    where: { id },
    include: { crms: { orderBy: { position: 'asc' } }, objects: true },
  });
  if (!row) return null;
  const objects = row.objects.map(({ profileId: _profileId, ...object }) => ({
    objectId: object.objectId,
    rights: profileObjectSchema.safeParse(object).data,
  }));
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    description: row.description,
    crmIds: row.crms.map(({ crmId }) => crmId),
    objects: objects.flatMap(({ rights }) => rights ?? []),
    unreadableObjectIds: objects.filter(({ rights }) => rights === undefined).map(({ objectId }) => objectId),
  };
}
