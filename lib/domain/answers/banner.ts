import { z } from 'zod';
import { listOptionSchema } from '../crm/crm';
import { crmFieldTypeSchema } from '../crm/field-types';
import { bannerInteractionSchema } from './interaction';
import { FIELD_UNITS } from '../crm/readable-field';

/** What the Banner starts with, and reads again when its profile changes. */
export const bannerSchema = z.object({
  profile: z.object({ id: z.string(), name: z.string() }).nullable(),
  profiles: z.array(z.object({ id: z.string(), name: z.string() })),
  crms: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      isConnected: z.boolean(),
      disabledReason: z.string().nullable(),
      objects: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          canCreate: z.boolean(),
          canEdit: z.boolean(),
          fields: z.array(
            z.object({
              id: z.string(),
              name: z.string(),
              type: crmFieldTypeSchema,
              required: z.boolean(),
              readOnly: z.boolean(),
              options: z.array(listOptionSchema),
              unit: z.enum(FIELD_UNITS).nullable(),
            }),
          ),
        }),
      ),
    }),
  ),
  interactions: z.object({ open: z.array(bannerInteractionSchema), closed: z.array(bannerInteractionSchema) }),
  mayOpenMaker: z.boolean(),
  sandbox: z.object({ url: z.string() }).nullable(),
  defaultCountry: z.string(),
});
export type BannerState = z.output<typeof bannerSchema>;
export type BannerCrm = BannerState['crms'][number];
export type BannerObject = BannerCrm['objects'][number];
export type BannerInteraction = z.output<typeof bannerInteractionSchema>;
