import { z } from 'zod';

export const healthSchema = z.object({ status: z.literal('ok') });

/** What can be wrong, the first of which explains the others, and the sentence for whoever watches the product. */
export const READINESS_PROBLEMS = {
  database_unreachable: 'The database can’t be reached.',
  database_slow: 'The database takes longer than 2 seconds to answer.',
  migrations_missing: 'The database lacks migrations of this version.',
  keys_wrong: 'The encryption keys can’t decrypt what is in the database.',
  disk_full: 'The disk of the data folder is full, or nearly.',
  notifications_lost: 'The connection that tells the Banners of news is lost, and is being made again.',
  no_worker: 'No worker runs: interactions wait to be logged. Everything else works.',
} as const;
export type ReadinessProblem = keyof typeof READINESS_PROBLEMS;

const partSchema = z.enum(['ok', 'failed', 'unknown']);
export const readinessSchema = z.object({
  /** `limited`: requests are answered, and something else is missing. */
  status: z.enum(['ok', 'limited', 'failed']),
  database: z.enum(['ok', 'slow', 'failed']),
  migrations: partSchema,
  keys: partSchema,
  disk: partSchema,
  notifications: partSchema,
  worker: partSchema,
  problems: z.array(z.object({ code: z.string(), message: z.string() })),
});
export type Readiness = z.infer<typeof readinessSchema>;
