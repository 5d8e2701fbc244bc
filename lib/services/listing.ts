import type { Prisma } from '@/prisma/generated/client';

/** How a list is sorted by each of its orders. */
export type Orders<Keys extends readonly string[], OrderBy> = Record<
  Keys[number],
  (direction: Prisma.SortOrder) => OrderBy
>;

/** A part of a text, whatever its capitals. */
export function containing(text: string): { contains: string; mode: 'insensitive' } {
  return { contains: asTyped(text), mode: 'insensitive' };
}

/** Prisma hands `%` and `_` to LIKE as they are, where they stand for anything; what was typed is meant as typed. */
export function asTyped(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}
