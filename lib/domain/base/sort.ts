import { z } from 'zod';

/** By what a list is sorted, and which way. In an address: `name` upwards, `-name` downwards. */
export interface Sort<Key extends string> {
  by: Key;
  direction: 'asc' | 'desc';
}

/** The order of a list whose address says none. */
export const BY_NAME = { by: 'name', direction: 'asc' } as const;

/** What an address says, or undefined: an order that the list does not have is no order. */
export function readSort<Key extends string>(keys: readonly Key[], text: string | null): Sort<Key> | undefined {
  const by = keys.find((key) => text === key || text === `-${key}`);
  return by === undefined ? undefined : { by, direction: text === by ? 'asc' : 'desc' };
}

/** The same for the API, which refuses what it does not know. */
export function sortSchema<Key extends string>(keys: readonly Key[]) {
  return z
    .string()
    .max(40)
    .transform((text, ctx): Sort<Key> => {
      const sort = readSort(keys, text);
      if (sort !== undefined) return sort;
      ctx.addIssue({ code: 'custom', message: 'not_offered' });
      return z.NEVER;
    })
    .optional()
    .meta({ description: `One of ${keys.join(', ')}; prefix with a hyphen for descending order.` });
}
