import { z } from 'zod';
import { LIMITS } from './limits';
import { LOCALES } from './locale';
import { versionSchema } from './validation';

/** What an administrator decides for the whole deployment. */
export const settingsSchema = z.strictObject({
  /** Default for new users, and for visitors whose browser prefers none of our languages. */
  defaultLanguage: z.enum(LOCALES, 'not_offered'),
  /** How many browsers one person may be signed in with. Beyond that, the oldest session ends. */
  sessionsPerUser: z.int().min(1).max(LIMITS.sessionsPerUser),
  /** How long people for whom a second factor is required may still sign in without one. */
  secondFactorGraceDays: z.int().min(0).max(90),
  /** How long sign-in attempts are kept, with their address and browser. */
  signInAttemptDays: z.int().min(7).max(3650),
});
export type Settings = z.infer<typeof settingsSchema>;
export const settingsEditSchema = settingsSchema.extend({ version: versionSchema });

export const DEFAULT_SETTINGS: Settings = {
  defaultLanguage: 'en',
  sessionsPerUser: LIMITS.sessionsPerUser,
  secondFactorGraceDays: 14,
  signInAttemptDays: 180,
};
