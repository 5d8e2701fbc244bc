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
});
export type PropertyFacts = z.infer<typeof propertyFactsSchema>;

/** Values that mean a record is finished, such as the closed stages of tickets. */
const closedValuesSchema = z.object({ property: z.string(), values: z.array(z.string()).min(1) });
export type ClosedValues = z.infer<typeof closedValuesSchema>;

/** The column `AccountOptions.facts`; what can't be read counts as never read. */
export const objectFactsSchema = z
  .object({ properties: z.record(z.string(), propertyFactsSchema), closed: closedValuesSchema.nullable() })
  .catch({ properties: {}, closed: null });
export type ObjectFacts = z.infer<typeof objectFactsSchema>;
