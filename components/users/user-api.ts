import { z } from 'zod';

/** What the routes of users answer, as far as the pages look at it. */
export const linkSchema = z.object({ url: z.string(), purpose: z.enum(['set_up', 'reset']), expiresAt: z.string() });
export type UserLink = z.infer<typeof linkSchema>;
export const endedSchema = z.object({ ended: z.number() });
export const createdSchema = z.object({ id: z.string() });
export const versionedSchema = z.object({ version: z.number() });
