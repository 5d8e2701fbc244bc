import { z } from 'zod';

/** How a list is sorted. In a URL: `name` ascending, `-name` descending. */
export interface Sort<Key extends string> {
  by: Key;
  direction: 'asc' | 'desc';
}

/** The order of a list whose URL has none. */
export const BY_NAME = { by: 'name', direction: 'asc' } as const;

/** The order in a URL, or undefined if the list does not support it. */
export function readSort<Key extends string>(keys: readonly Key[], text: string | null): Sort<Key> | undefined {
  const by = keys.find((key) => text === key || text === `-${key}`);
  return by === undefined ? undefined : { by, direction: text === by ? 'asc' : 'desc' };
}

/** The same for the API, which rejects unknown orders. */
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
