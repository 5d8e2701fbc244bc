import { LIMITS, PAGE_SIZE } from '@/lib/domain/base/limits';
import type { Permission } from '@/lib/domain/base/permissions';
import type { TagItem } from '@/lib/domain/answers/row';
import { BY_NAME } from '@/lib/domain/base/sort';
import { tagNameKey, type TagFilter } from '@/lib/domain/base/tag';
import type { Prisma } from '@/prisma/generated/client';
import { containing } from '../listing';
import { authorise, found, type Ctx } from '../context';
import { listTagDependents, listWithTag } from './list-tag-dependents';
import { forEachRelation, readTagged, relationOf } from './internal';
import { TAGS } from '../tagging';
import { ENTITIES, TAGGABLE_KINDS, type TaggableKind } from '@/lib/domain/base/modules';

const USES = { select: forEachRelation<true>(true) };

/** Tags by name, each with its number of entities. */
export async function listTags(ctx: Ctx, filter: TagFilter = {}) {
  authorise(ctx, 'tags.access');
  const search = filter.search?.trim();
  const { by, direction } = filter.sort ?? BY_NAME;
  const where: Prisma.TagWhereInput = search ? { nameKey: containing(tagNameKey(search)) } : {};
  const [rows, matching, total] = await Promise.all([
    ctx.db.tag.findMany({
      where,
      orderBy: by === 'name' ? { nameKey: direction } : [{ updatedAt: direction }, { nameKey: 'asc' }],
      skip: ((filter.page ?? 1) - 1) * PAGE_SIZE,
      take: PAGE_SIZE,
      include: { _count: USES },
    }),
    ctx.db.tag.count({ where }),
    ctx.db.tag.count(),
  ]);
  const items = rows.map(({ id, name, colour, version, updatedAt, _count }) => ({
    id,
    name,
    colour,
    version,
    updatedAt,
    uses: TAGGABLE_KINDS.reduce((sum, kind) => sum + _count[relationOf(kind)], 0),
  }));
  return { items, matching, total, limit: LIMITS.tags };
}

/** One tag with its number of entities per kind and links to their lists. */
export async function readTag(ctx: Ctx, input: { id: string }) {
  authorise(ctx, 'tags.access');
  const { id, name, colour, version, createdAt, updatedAt, _count } = found(
    await ctx.db.tag.findUnique({ where: { id: input.id }, include: { _count: USES } }),
  );
  const uses = TAGGABLE_KINDS.map((kind) => ({
    kind,
    count: _count[relationOf(kind)],
    href: listWithTag(ctx, kind, id),
  }));
  return { id, name, colour, version, createdAt, updatedAt, uses: uses.filter(({ count }) => count > 0) };
}

export async function listTagDependencies(ctx: Ctx, input: { id: string }) {
  authorise(ctx, 'tags.access');
  return { items: await listTagDependents(ctx, ctx.db, input.id) };
}

/** An entity's tags and all available ones, for users who can see the entity, even without access to Tags. */
export async function listEntityTags(
  ctx: Ctx,
  input: { kind: TaggableKind; id: string },
): Promise<{ items: TagItem[]; offered: TagItem[] }> {
  authorise(ctx, accessTo(input.kind));
  const [thing, offered] = await Promise.all([readTagged(ctx.db, input.kind, input.id), ctx.db.tag.findMany(TAGS)]);
  return { items: found(thing).tags, offered };
}

/** Tags to filter a list by: those in use in it. */
export async function listTagChoices(ctx: Ctx, { kind }: { kind: TaggableKind }): Promise<TagItem[]> {
  authorise(ctx, accessTo(kind));
  return ctx.db.tag.findMany({ ...TAGS, where: { [relationOf(kind)]: { some: {} } } });
}

function accessTo(kind: TaggableKind): Permission {
  return `${ENTITIES[kind].module}.access`;
}
