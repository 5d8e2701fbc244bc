import { z } from 'zod';
import { timestampSchema } from '@/lib/domain/base/api';
import { tagItemSchema } from '@/lib/domain/answers/row';
import { TAGGABLE_KINDS } from '@/lib/domain/base/tag';

/** What leaves of the module Tags, exactly. */
export const tagListSchema = z.object({
  items: z.array(tagItemSchema.extend({ uses: z.number(), version: z.number(), updatedAt: timestampSchema })),
  matching: z.number(),
  total: z.number(),
  limit: z.number(),
});

export const tagDetailSchema = tagItemSchema.extend({
  /** How many things of each kind have it; kinds without any are left out. */
  uses: z.array(z.object({ kind: z.enum(TAGGABLE_KINDS), count: z.number() })),
  version: z.number(),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
});
