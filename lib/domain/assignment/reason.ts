import { z } from 'zod';

/** A property that the provider refused, of the object that was to be written. */
const refusedFieldSchema = z.object({
  apiName: z.string(),
  /** Null where the property is no configured field. */
  name: z.string().nullable(),
  /** The provider's own words. */
  message: z.string(),
  /** The provider has no such property. */
  isUnknown: z.boolean(),
});

/** Why an assignment stands as it does: a key of the namespace `interactions`, with its parameters. */
export const assignmentReasonSchema = z.object({
  key: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

/** For administrators: with what the provider said. The column `InteractionAssignment.reason`; checked again on read. */
export const fullReasonSchema = assignmentReasonSchema.extend({
  /** The provider's answer as it came. */
  detail: z.string().optional(),
  refused: z
    .object({ object: z.object({ id: z.string(), name: z.string() }), fields: z.array(refusedFieldSchema).min(1) })
    .optional(),
});
export type FullReason = z.infer<typeof fullReasonSchema>;
