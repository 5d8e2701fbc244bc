import { z } from 'zod';
import { createInputSchema } from './property-input';

const labels = z.object({ singular: z.string().min(1), plural: z.string().min(1) });

/** A new object's properties need no group: the object creates its own. */
const schemaPropertySchema = createInputSchema.omit({ groupName: true }).extend({ groupName: z.string().optional() });

export const createSchemaInput = z.object({
  name: z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]{0,49}$/, {
    error: 'Object names begin with a letter and hold letters, digits and underscores only',
  }),
  labels,
  description: z.string().optional(),
  properties: z.array(schemaPropertySchema),
  requiredProperties: z.array(z.string()),
  searchableProperties: z.array(z.string()).optional(),
  primaryDisplayProperty: z.string().optional(),
  secondaryDisplayProperties: z.array(z.string()).default([]),
  associatedObjects: z.array(z.string()),
});

/** The name never changes. */
export const updateSchemaInput = z
  .object({
    labels: labels.partial(),
    description: z.string(),
    clearDescription: z.boolean(),
    requiredProperties: z.array(z.string()),
    searchableProperties: z.array(z.string()),
    primaryDisplayProperty: z.string(),
    secondaryDisplayProperties: z.array(z.string()),
  })
  .partial();
