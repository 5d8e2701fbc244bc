import { Prisma } from '@/prisma/generated/client';

/** A plain copy for a JSON column: dates become text, functions and undefined disappear. */
export function toJson(value: NonNullable<unknown> | null): Prisma.InputJsonValue | typeof Prisma.JsonNull {
  if (value === null) return Prisma.JsonNull;
  const copy: Prisma.InputJsonValue = JSON.parse(JSON.stringify(value));
  return copy;
}
