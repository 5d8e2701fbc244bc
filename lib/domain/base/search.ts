import { z } from 'zod';

/** What a search by name finds. */
export const THING_KINDS = [
  'auth-method',
  'sso-connector',
  'crm',
  'crm-object',
  'scenario',
  'rule',
  'user',
  'role',
  'profile',
] as const;
export type ThingKind = (typeof THING_KINDS)[number];

export const thingSearchSchema = z.strictObject({ q: z.string().trim().min(2, 'search_short').max(100) });

export const foundThingsSchema = z.object({
  items: z.array(
    z.object({
      kind: z.enum(THING_KINDS),
      id: z.string(),
      name: z.string(),
      /** What tells it from another of the same name: the address of a user, the CRM of an object. */
      detail: z.string().nullable(),
      href: z.string(),
    }),
  ),
});
export type FoundThing = z.output<typeof foundThingsSchema>['items'][number];
