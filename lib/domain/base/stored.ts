import type { z } from 'zod';

/**
 * Reads a stored value that nobody could mend by hand: one that doesn't fit its schema is a defect, so it throws and names
 * the place, for example `Interaction.data`. Where somebody can mend it, use `safeParse` and show it as broken.
 */
export function readStored<S extends z.ZodType>(schema: S, value: unknown, place: string): z.output<S> {
  const read = schema.safeParse(value);
  if (!read.success) throw new Error(`The stored value of ${place} can't be read`, { cause: read.error });
  return read.data;
}
