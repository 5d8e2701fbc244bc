import { z } from 'zod';

/** Holds a whole value of a table, so that two long ones aren't taken for one. */
export const MAX_FINDING_ID = 700;

/**
 * Ids of what the check of a mapping finds and an administrator insisted on. The columns `AssignmentRule.acceptedFindings` and
 * `ScreenPopScenario.acceptedFindings`.
 */
export const acceptedFindingsSchema = z.array(z.string().min(1, 'required').max(MAX_FINDING_ID)).max(1000);
