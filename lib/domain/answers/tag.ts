import { z } from 'zod';
import { timestampSchema } from '../base/api';
import { tagItemSchema } from './row';
import { TAGGABLE_KINDS } from '../base/modules';

export const tagListSchema = z.object({
  items: z.array(tagItemSchema.extend({ uses: z.number(), version: z.number(), updatedAt: timestampSchema })),
  matching: z.number(),
  total: z.number(),
  limit: z.number(),
});

export const tagDetailSchema = tagItemSchema.extend({
  /** How many entities of each kind have it; kinds with none are left out. */
  uses: z.array(z.object({ kind: z.enum(TAGGABLE_KINDS), count: z.number() })),
  version: z.number(),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
});
