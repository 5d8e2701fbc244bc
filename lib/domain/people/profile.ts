import { z } from 'zod';
import { sortSchema } from '../base/sort';
import { tagIdsSchema } from '../base/tag';
import { idSchema, nameSchema, versionSchema } from '../base/validation';

/** What agents of a profile see of one object, and may do with its cards. */
export const profileObjectSchema = z
  .strictObject({
    objectId: idSchema,
    canView: z.boolean(),
    canCreate: z.boolean(),
    canEdit: z.boolean(),
    /** In the order of the card. */
    fieldIds: z
      .array(idSchema)
      .max(100)
      .transform((ids) => [...new Set(ids)]),
  })
  .refine((object) => object.canView || (!object.canCreate && !object.canEdit), {
    path: ['canView'],
    message: 'view_needed',
  });

export const profileInputSchema = z.strictObject({
  name: nameSchema,
  description: z.string().trim().max(500),
  /** In the order of the Banner. */
  crmIds: z
    .array(idSchema)
    .max(50)
    .transform((ids) => [...new Set(ids)]),
  objects: z.array(profileObjectSchema).max(500),
});
export type ProfileInput = z.infer<typeof profileInputSchema>;
export const profileEditSchema = profileInputSchema.extend({ version: versionSchema });

export const PROFILE_SORTS = ['name', 'users', 'changed'] as const;

export const profileFilterSchema = z.strictObject({
  search: z.string().max(200).optional(),
  tagIds: tagIdsSchema,
  sort: sortSchema(PROFILE_SORTS),
  page: z.coerce.number().int().min(1).max(10_000).optional(),
});
export type ProfileFilter = z.infer<typeof profileFilterSchema>;
