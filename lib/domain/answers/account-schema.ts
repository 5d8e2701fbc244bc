import { z } from 'zod';
import { crmFieldTypeSchema } from '../crm/field-types';

/** The objects and properties of the connected account, as the pickers read them. */

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
      // An account may have options we can't store; `suggestField` leaves them out.
      options: z.array(z.object({ value: z.string(), label: z.string() })),
      isReadOnly: z.boolean(),
      isRequired: z.boolean(),
      isHidden: z.boolean(),
      isMultiple: z.boolean(),
    }),
  ),
});
export type AccountProperty = z.infer<typeof accountPropertiesSchema>['items'][number];
