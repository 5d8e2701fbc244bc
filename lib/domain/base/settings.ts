import { z } from 'zod';
import { LIMITS } from './limits';
import { LOCALES } from './locale';
import { versionSchema } from './validation';

/** What an administrator decides for the whole deployment. */
export const settingsSchema = z.strictObject({
  /** Offered for new users, and what whoever is not signed in reads when their browser prefers none of ours. */
  defaultLanguage: z.enum(LOCALES, 'not_offered'),
  /** How many browsers one person may be signed in with; beyond it the oldest session ends. */
  sessionsPerUser: z.int().min(1).max(LIMITS.sessionsPerUser),
});
export type Settings = z.infer<typeof settingsSchema>;
export const settingsEditSchema = settingsSchema.extend({ version: versionSchema });

export const DEFAULT_SETTINGS: Settings = { defaultLanguage: 'en', sessionsPerUser: LIMITS.sessionsPerUser };
