import { z } from 'zod';

/**
 * What an account says of its properties, as far as writing to them depends on it. The worker reads it once an hour
 * together with the labels of stored values.
 */

/** What a property holds, whatever type its field was given. */
const PROPERTY_KINDS = ['text', 'number', 'yes_no', 'date', 'date_time', 'choice'] as const;
export type PropertyKind = (typeof PROPERTY_KINDS)[number];

const propertyFactsSchema = z.object({
  kind: z.enum(PROPERTY_KINDS),
  /** Shown as HTML in the provider's pages. */
  isHtml: z.boolean(),
  /** Its value is the id of one of the account's owners. */
  holdsOwner: z.boolean(),
  /** Several options at once, joined by `;`. */
  isMultiple: z.boolean(),
  isReadOnly: z.boolean(),
  /** Edited on one line in the provider's pages. */
  isSingleLine: z.boolean().optional(),
  /** Values that it takes besides those that are offered. */
  hiddenValues: z.array(z.string()).optional(),
});
export type PropertyFacts = z.infer<typeof propertyFactsSchema>;

/** Values that mean a record is finished, such as the closed stages of tickets. */
const closedValuesSchema = z.object({ property: z.string(), values: z.array(z.string()).min(1) });
export type ClosedValues = z.infer<typeof closedValuesSchema>;

const requiredPropertySchema = z.object({ apiName: z.string(), label: z.string() });

/** The column `AccountOptions.facts`; what can't be read counts as never read. */
export const objectFactsSchema = z
  .object({
    properties: z.record(z.string(), propertyFactsSchema),
    closed: closedValuesSchema.nullable(),
    /** Needed by new records. Null if it was read before this was asked. */
    required: z.array(requiredPropertySchema).nullable().default(null),
    /** Properties of configured fields that the account doesn't have. */
    gone: z.array(z.string()).default([]),
    /** The account has no such object. */
    isAbsent: z.boolean().default(false),
  })
  .catch({ properties: {}, closed: null, required: null, gone: [], isAbsent: false });
export type ObjectFacts = z.infer<typeof objectFactsSchema>;

/** What an account says of an object as a whole. */
export interface AccountObjectFacts extends Pick<ObjectFacts, 'gone' | 'isAbsent'> {
  required: readonly z.infer<typeof requiredPropertySchema>[];
  /** Null if it was never read; then only what every account has is known. */
  readAt: Date | null;
}
