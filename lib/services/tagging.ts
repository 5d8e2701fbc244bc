import type { Prisma } from '@/prisma/generated/client';

/** The tags of a thing, as every list and page shows them. */
export const TAGS = {
  select: { id: true, name: true, colour: true },
  orderBy: { nameKey: 'asc' },
} as const satisfies Prisma.User$tagsArgs;

/** Of a list: what has every one of these tags. */
export function havingTags(tagIds: readonly string[] | undefined) {
  return tagIds === undefined || tagIds.length === 0 ? {} : { AND: tagIds.map((id) => ({ tags: { some: { id } } })) };
}
