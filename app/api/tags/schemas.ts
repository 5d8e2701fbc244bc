import { z } from 'zod';
import { timestampSchema } from '@/lib/domain/base/api';
import { tagItemSchema } from '@/lib/domain/answers/row';
import { TAGGABLE_KINDS } from '@/lib/domain/base/modules';

/** Exactly what the API returns of tags. */
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
