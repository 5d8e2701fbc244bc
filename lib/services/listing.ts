import type { Prisma } from '@/prisma/generated/client';

/** The Prisma ordering for each of a list's sort keys. */
export type Orders<Keys extends readonly string[], OrderBy> = Record<
  Keys[number],
  (direction: Prisma.SortOrder) => OrderBy
>;

/** Matches a substring, case-insensitively. */
export function containing(text: string): { contains: string; mode: 'insensitive' } {
  return { contains: asTyped(text), mode: 'insensitive' };
}

/** Escapes `%` and `_`, which Prisma passes to LIKE as wildcards. */
export function asTyped(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}
