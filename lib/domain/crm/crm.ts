import { z } from 'zod';
import { pickedMethodSchema, idSchema, nameSchema, referenceSchema, versionSchema } from '../base/validation';
import { sortSchema } from '../base/sort';
import { tagIdsSchema } from '../base/tag';
import type { AccountObjectFacts, ClosedValues, PropertyFacts } from './property-facts';
import { crmFieldTypeSchema, hasOwnOptions, type CrmFieldType } from './field-types';

/** The customer data an administrator connects: CRMs, the objects in them, the fields of each object. */

export const MAX_LIST_OPTIONS = 500;

// A name that every JavaScript object already carries would read back as a function instead of a value.
const isOwnable = (name: string) => !(name in {});

/** The provider's name of an object: HubSpot knows `contacts`, `0-1`, `2-1234567` and `p1234_pets`. */
export const objectApiNameSchema = z
  .string()
  .trim()
  .min(1, { error: 'required', abort: true })
  .max(100)
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, { error: 'object_api_name_pattern', abort: true })
  .refine(isOwnable, 'reserved_name');

/** The provider's name of a property. */
const fieldApiNameSchema = z
  .string()
  .trim()
  .min(1, { error: 'required', abort: true })
  .max(100)
  .regex(/^[A-Za-z0-9][A-Za-z0-9_]*$/, { error: 'field_api_name_pattern', abort: true })
  .refine(isOwnable, 'reserved_name');

export const crmInputSchema = z.strictObject({
  name: nameSchema,
  reference: referenceSchema,
  /** Id of a provider in the registry; the verb refuses one that is not there. */
  type: z
    .string()
    .min(1, { error: 'required', abort: true })
    .max(40)
    .regex(/^[a-z][a-z0-9_-]*$/, 'not_offered'),
  authMethodId: pickedMethodSchema,
});
export type CrmInput = z.infer<typeof crmInputSchema>;

/** Whom a record belongs to that an agent creates. */
export const RECORD_OWNERS = ['agent', 'nobody'] as const;
export type RecordOwner = (typeof RECORD_OWNERS)[number];

export const crmObjectInputSchema = z.strictObject({ name: nameSchema, apiName: objectApiNameSchema });
export type CrmObjectInput = z.infer<typeof crmObjectInputSchema>;

export const listOptionSchema = z.strictObject({
  value: z.string().trim().min(1, 'required').max(255),
  label: z.string().trim().min(1, 'required').max(255),
});
export type ListOption = z.infer<typeof listOptionSchema>;

/** The column `CrmField.options`; checked again on read. */
export const listOptionsSchema = z
  .array(listOptionSchema)
  .max(MAX_LIST_OPTIONS)
  .superRefine((options, context) => {
    const seen = new Set<string>();
    options.forEach((option, index) => {
      if (seen.has(option.value))
        context.addIssue({ code: 'custom', path: [index, 'value'], message: 'duplicate_value' });
      seen.add(option.value);
    });
  });

export const crmFieldInputSchema = z
  .strictObject({
    name: nameSchema,
    apiName: fieldApiNameSchema,
    type: crmFieldTypeSchema,
    required: z.boolean().default(false),
    readOnly: z.boolean().default(false),
    /** Only for lists. */
    options: listOptionsSchema.default([]),
  })
  .superRefine((field, context) => {
    if (hasOwnOptions(field.type) && field.options.length === 0) {
      context.addIssue({ code: 'custom', path: ['options'], message: 'list_needs_options' });
    }
    if (!hasOwnOptions(field.type) && field.options.length > 0) {
      context.addIssue({ code: 'custom', path: ['options'], message: 'options_of_list_only' });
    }
    if (field.required && field.readOnly) {
      context.addIssue({ code: 'custom', path: ['required'], message: 'required_but_read_only' });
    }
  });
export type CrmFieldInput = z.infer<typeof crmFieldInputSchema>;

/** A configured field as decisions read it. */
export interface FieldModel {
  id: string;
  name: string;
  apiName: string;
  type: CrmFieldType;
  required: boolean;
  readOnly: boolean;
  options: readonly ListOption[];
  /** The provider calls its records by it. */
  isName?: boolean;
  /** What the account calls the values of the property, as last read from it. */
  accountOptions?: readonly ListOption[];
  /** What the account says of the property, as last read from it; null if it never was, or has no such property. */
  facts?: PropertyFacts | null;
  /** Properties with further values of the same kind, such as a contact's second email addresses. */
  further?: readonly string[];
}

/** A configured object as decisions read it; `fields` in the administrator's order. */
export interface ObjectModel {
  id: string;
  crmId: string;
  name: string;
  apiName: string;
  fields: readonly FieldModel[];
  /** The values with which a record of it is closed, as last read from the account. */
  closed?: ClosedValues | null;
  newRecordOwner?: RecordOwner;
  /** What the account says of it, as last read. */
  account?: AccountObjectFacts;
}

/** The whole new order of a list: every id once. The verb refuses a list that is not exactly what is stored. */
export const orderInputSchema = z.strictObject({
  ids: z
    .array(idSchema)
    .min(1)
    .max(100)
    .refine((ids) => new Set(ids).size === ids.length, 'duplicate_value'),
});
export type OrderInput = z.infer<typeof orderInputSchema>;

export const crmEditSchema = crmInputSchema.omit({ type: true }).extend({ version: versionSchema });
/** The provider's name of an object never changes: cards, scenarios and rules hang on it. */
export const crmObjectEditSchema = crmObjectInputSchema.omit({ apiName: true }).extend({
  /** Left out: unchanged. */
  newRecordOwner: z.enum(RECORD_OWNERS, 'not_offered').optional(),
  version: versionSchema,
});
/** Neither the provider's name nor the type of a field changes: conditions and mappings rely on both. */
export const crmFieldEditSchema = z.strictObject({
  name: nameSchema,
  required: z.boolean(),
  readOnly: z.boolean(),
  options: listOptionsSchema,
  version: versionSchema,
});
/** Several objects or fields at once, picked from the provider's own schema. */
export const crmFieldsInputSchema = z.strictObject({
  fields: z.array(crmFieldInputSchema).min(1, 'required').max(100),
});

export const CRM_SORTS = ['name', 'reference', 'objects', 'profiles'] as const;

export const crmFilterSchema = z.strictObject({
  search: z.string().max(200).optional(),
  authMethodId: idSchema.optional(),
  tagIds: tagIdsSchema,
  sort: sortSchema(CRM_SORTS),
  page: z.coerce.number().int().min(1).max(10_000).optional(),
});
export type CrmFilter = z.infer<typeof crmFilterSchema>;
