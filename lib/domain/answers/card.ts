import { z } from 'zod';
import { timestampSchema } from '../base/api';
import { listOptionSchema } from '../crm/crm';
import { crmFieldTypeSchema } from '../crm/field-types';
import { UNSAVED_REASONS } from '../crm/saved-values';
import { FIELD_UNITS } from '../crm/readable-field';

/** A card as the API returns it, with only the fields the agent's profile shows. */
export const cardSchema = z.object({
  crmId: z.string(),
  crmName: z.string(),
  objectId: z.string(),
  objectApiName: z.string(),
  objectName: z.string(),
  recordId: z.string(),
  title: z.string(),
  url: z.string(),
  canEdit: z.boolean(),
  updatedAt: timestampSchema.nullable(),
  fields: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      type: crmFieldTypeSchema,
      value: z.string().nullable(),
      canEdit: z.boolean(),
      isFormatted: z
        .boolean()
        .meta({ description: 'Formatted text: it is shown as plain text and edited in the CRM.' }),
      required: z.boolean(),
      options: z.array(listOptionSchema),
      isMultiple: z.boolean().meta({ description: 'Several of the options at once, joined by semicolons.' }),
      unit: z.enum(FIELD_UNITS).nullable(),
    }),
  ),
});

export const foundCardsSchema = z.object({ cards: z.array(cardSchema), total: z.number() });

/** The answer to a write. It lists the fields whose sent value the CRM did not store. */
export const writtenCardSchema = cardSchema.extend({
  unsaved: z.array(
    z.object({
      fieldId: z.string(),
      how: z.enum(UNSAVED_REASONS).meta({
        description:
          'The CRM has no such property (unknown), the field is empty (empty), or it has the previous value (old) or another one (other).',
      }),
    }),
  ),
});

export const createdCardSchema = writtenCardSchema.extend({
  isOwnerMissing: z
    .boolean()
    .meta({ description: 'New records belong to the agent, and the account has no owner for them.' }),
});

export const recordParamsSchema = z.object({ objectId: z.uuid('wrong_format'), recordId: z.string().min(1).max(100) });

export type CardView = z.output<typeof cardSchema>;
export type CreatedCardView = z.output<typeof createdCardSchema>;
