import { z } from 'zod';
import { settingsSchema } from '../base/settings';

export const settingsAnswerSchema = z.object({
  ...settingsSchema.shape,
  version: z.number(),
  deployment: z.object({
    publicUrl: z.string(),
    hubspotMode: z.enum(['sandbox', 'live']),
    defaultCountry: z.string(),
  }),
});
