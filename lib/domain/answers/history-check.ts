import { z } from 'zod';
import { timestampSchema } from '../base/api';

/** Why an entry of the history doesn't fit. */
const HISTORY_PROBLEM_KINDS = [
  /** Its content or its hash isn't what it was. */
  'changed',
  /** The ones between it and the entry before are gone. */
  'missing',
  /** It has no place in the chain. */
  'unchained',
  /** The chain up to it was made anew after the checkpoint. */
  'rewritten',
  /** The checkpoint was sealed by nobody who has our keys. */
  'seal',
  /** It isn't what somebody noted. */
  'noted',
  /** The chain ends before this place, of which there is a checkpoint or a note. */
  'cut',
] as const;
export type HistoryProblemKind = (typeof HISTORY_PROBLEM_KINDS)[number];

const historyProblemSchema = z.object({
  kind: z.enum(HISTORY_PROBLEM_KINDS),
  position: z.int().nullable(),
  entry: z.object({ id: z.string(), at: timestampSchema, entityName: z.string() }).nullable(),
});
export type HistoryProblem = z.infer<typeof historyProblemSchema>;

export const historyCheckSchema = z.object({
  /** The number of the first entry that is there; above 1 if older ones were deleted. */
  first: z.int().nullable(),
  count: z.int(),
  /** The last entry that fits, to be noted somewhere else. */
  head: z.object({ position: z.int(), hash: z.string() }).nullable(),
  checkpoints: z.int(),
  /** The first entry that doesn't fit. */
  problem: historyProblemSchema.nullable(),
});
export type HistoryCheck = z.infer<typeof historyCheckSchema>;
