import type { Prisma } from '@/prisma/generated/client';

/** An entity's tags, as shown in lists and pages. */
export const TAGS = {
  select: { id: true, name: true, colour: true },
  orderBy: { nameKey: 'asc' },
} as const satisfies Prisma.User$tagsArgs;

/** List filter: entities that have all of these tags. */
export function havingTags(tagIds: readonly string[] | undefined) {
  return tagIds === undefined || tagIds.length === 0 ? {} : { AND: tagIds.map((id) => ({ tags: { some: { id } } })) };
}
