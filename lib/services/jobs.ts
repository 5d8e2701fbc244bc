import type { JobName } from '@/lib/platform/jobs';
import type { Ctx } from './context';
import { assignInteraction } from './interactions/assign-interaction';
import { resumeAssignments } from './interactions/resume-assignments';
import { readAccountOptions } from './crms/read-account-options';
import { sweepExpired } from './sweep/sweep-expired';

export interface JobTry {
  attempt: number;
  maxAttempts: number;
}

/** What the worker runs, by name. A job that throws is tried again by the queue, later and later. */
export const jobs: Record<JobName, (ctx: Ctx, payload: unknown, attempt: JobTry) => Promise<void>> = {
  'assign-interaction': assignInteraction,
  'resume-assignments': resumeAssignments,
  'read-account-options': readAccountOptions,
  'sweep-expired': sweepExpired,
};
