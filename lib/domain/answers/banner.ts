import { z } from 'zod';
import { namedSchema } from '../base/api';
import { listOptionSchema } from '../crm/crm';
import { crmFieldTypeSchema } from '../crm/field-types';
import { ownInteractionsSchema, type bannerInteractionSchema } from './interaction';
import { FIELD_UNITS } from '../crm/readable-field';

/** The Banner's initial state, read again when the profile changes. */
export const bannerSchema = z.object({
  profile: namedSchema.nullable(),
  profiles: z.array(namedSchema),
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
              isMultiple: z.boolean().meta({ description: 'Several of the options at once, joined by semicolons.' }),
              unit: z.enum(FIELD_UNITS).nullable(),
            }),
          ),
        }),
      ),
    }),
  ),
  interactions: ownInteractionsSchema,
  mayOpenMaker: z.boolean(),
  sandbox: z.object({ url: z.string() }).nullable(),
  defaultCountry: z.string(),
});
export type BannerState = z.output<typeof bannerSchema>;
export type BannerCrm = BannerState['crms'][number];
export type BannerObject = BannerCrm['objects'][number];
export type BannerInteraction = z.output<typeof bannerInteractionSchema>;
