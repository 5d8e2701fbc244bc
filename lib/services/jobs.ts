import type { JobName, JobTry } from '@/lib/platform/jobs';
import type { Ctx } from './context';
import { runAssignment } from './assignment/run-assignment';
import { requeueAfterActivation } from './assignment/requeue-after-activation';
import { retryAccount } from './assignment/retry-account';
import { resumeAssignments } from './assignment/resume-assignments';
import { runInteractionBatch } from './interactions/run-interaction-batch';
import { readAccountOptions } from './connections/read-account-options';
import { retryScreenPop } from './screen-pop/retry-screen-pop';
import { recordCheckpoint } from './history/record-checkpoint';
import { sweepExpired } from './sweep/sweep-expired';

/** The worker's jobs by name. The queue retries a job that throws, with back-off. */
export const jobs: Record<JobName, (ctx: Ctx, payload: unknown, attempt: JobTry) => Promise<void>> = {
  'assign-interaction': runAssignment,
  'retry-screen-pop': retryScreenPop,
  'run-interaction-batch': runInteractionBatch,
  'resume-assignments': resumeAssignments,
  'retry-account': retryAccount,
  'requeue-after-activation': requeueAfterActivation,
  'read-account-options': readAccountOptions,
  'sweep-expired': sweepExpired,
  'record-checkpoint': recordCheckpoint,
};
