import { z } from 'zod';
import { namedSchema, timestampSchema } from '../base/api';
import { LINE_KINDS } from '../interaction/line';
import { tagItemSchema } from './row';

export const lineSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(LINE_KINDS),
  value: z.string(),
  profile: namedSchema.nullable(),
  version: z.number(),
  updatedAt: timestampSchema,
  /** When its latest interaction began, and how many there were in the last 30 days. */
  lastSeenAt: timestampSchema.nullable(),
  interactions: z.number(),
});

export const lineListSchema = z.object({
  items: z.array(lineSchema.extend({ tags: z.array(tagItemSchema) })),
  matching: z.number(),
  total: z.number(),
});

export const lineDefaultAnswerSchema = z.object({ profile: namedSchema.nullable(), version: z.number() });
