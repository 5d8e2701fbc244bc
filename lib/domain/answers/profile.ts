import { z } from 'zod';
import { namedSchema, timestampSchema } from '../base/api';
import { tagItemSchema } from './row';

export const profileListSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      description: z.string(),
      version: z.number(),
      updatedAt: timestampSchema,
      crms: z.array(namedSchema),
      users: z.number(),
      tags: z.array(tagItemSchema),
    }),
  ),
  matching: z.number(),
  total: z.number(),
});
