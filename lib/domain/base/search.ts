import { z } from 'zod';
import { FOUND_KINDS } from './modules';

export const entitySearchSchema = z.strictObject({ q: z.string().trim().min(2, 'search_short').max(100) });

export const foundEntitiesSchema = z.object({
  items: z.array(
    z.object({
      kind: z.enum(FOUND_KINDS),
      id: z.string(),
      name: z.string(),
      /** Distinguishes entities of the same name: a user's email address, an object's CRM. */
      detail: z.string().nullable(),
      href: z.string(),
    }),
  ),
});
export type FoundEntity = z.output<typeof foundEntitiesSchema>['items'][number];
