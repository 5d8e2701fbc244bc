import { z } from 'zod';
import { crmFieldTypeSchema } from '../crm/field-types';

/** What the account behind a CRM says of its own objects and properties, as the pickers read it. */

export const accountObjectsSchema = z.object({
  items: z.array(z.object({ apiName: z.string(), label: z.string(), pluralLabel: z.string(), isCustom: z.boolean() })),
});
export type AccountObject = z.infer<typeof accountObjectsSchema>['items'][number];

export const accountPropertiesSchema = z.object({
  items: z.array(
    z.object({
      apiName: z.string(),
      label: z.string(),
      description: z.string(),
      providerType: z.string(),
      suggestedType: crmFieldTypeSchema,
      // An account may hold options that we would refuse to store; `suggestField` leaves those out.
      options: z.array(z.object({ value: z.string(), label: z.string() })),
      isReadOnly: z.boolean(),
      isRequired: z.boolean(),
      isHidden: z.boolean(),
      isMultiple: z.boolean(),
    }),
  ),
});
export type AccountProperty = z.infer<typeof accountPropertiesSchema>['items'][number];
