import { z } from 'zod';
import { namedSchema } from '../base/api';
import { settingsSchema } from '../base/settings';
import { excludedNumbersSchema } from '../interaction/excluded-numbers';

export const settingsAnswerSchema = z.object({
  ...settingsSchema.shape,
  version: z.number(),
  deployment: z.object({
    publicUrl: z.string(),
    hubspotMode: z.enum(['sandbox', 'live']),
    defaultCountry: z.string(),
  }),
});

export const excludedNumbersAnswerSchema = z.object({
  ...excludedNumbersSchema.shape,
  version: z.number(),
  /** Of each entry: how many numbers it has, and how many recent calls with customers had one of them. */
  notes: z.array(z.object({ numbers: z.number(), customerCalls: z.number() })),
  users: z.array(namedSchema),
});
