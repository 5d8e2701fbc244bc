/**
 * A part of a text, whatever its capitals. What was typed is meant as typed:
 * Prisma hands `%` and `_` to LIKE as they are, where they stand for anything.
 */
export function containing(text: string): { contains: string; mode: 'insensitive' } {
  return { contains: text.replaceAll(/[\\%_]/g, '\\$&'), mode: 'insensitive' };
}
