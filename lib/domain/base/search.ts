import { z } from 'zod';
import { FOUND_KINDS } from './modules';

export const entitySearchSchema = z.strictObject({ q: z.string().trim().min(2, 'search_short').max(100) });

export const foundEntitiesSchema = z.object({
  items: z.array(
    z.object({
      kind: z.enum(FOUND_KINDS),
      id: z.string(),
      name: z.string(),
      /** What tells it from another of the same name: the address of a user, the CRM of an object. */
      detail: z.string().nullable(),
      href: z.string(),
    }),
  ),
});
export type FoundEntity = z.output<typeof foundEntitiesSchema>['items'][number];
