import type { Tx } from './db';

/** The jobs of the product and what each needs. A job reads the rest from the database when it runs. */
export interface JobPayloads {
  'assign-interaction': { assignmentId: string };
  /** `decidedAt` is that of the decision it may replace. */
  'retry-screen-pop': { interactionId: string; moment: string; repeats: number; decidedAt: string };
  'run-interaction-batch': { batchId: string };
  'resume-assignments': Record<string, never>;
  /** One interaction tries an account that was down. */
  'retry-account': { authMethodId: string };
  /** What failed while this method was unavailable is tried again. */
  'requeue-after-activation': { authMethodId: string };
  /** Null: every account that is due. */
  'read-account-options': { authMethodId: string | null };
  'sweep-expired': Record<string, never>;
  'record-checkpoint': Record<string, never>;
}
export type JobName = keyof JobPayloads;

export interface EnqueueOptions {
  /** At most one waiting job per key; a later one replaces it. */
  key?: string;
  runAt?: Date;
  maxAttempts?: number;
  /** Lower ones run first; 0 unless given. */
  priority?: number;
}

/** Enqueue in the transaction that makes the work necessary: both happen or neither does. */
export async function enqueue<N extends JobName>(
  tx: Tx,
  name: N,
  payload: JobPayloads[N],
  options: EnqueueOptions = {},
): Promise<void> {
  await tx.$executeRaw`
    SELECT graphile_worker.add_job(
      identifier => ${name}::text,
      payload => ${JSON.stringify(payload)}::json,
      run_at => ${options.runAt ?? null}::timestamptz,
      max_attempts => ${options.maxAttempts ?? 25}::int,
      job_key => ${options.key ?? null}::text,
      priority => ${options.priority ?? 0}::int
    )`;
}

/** Which try of a job this is. */
export interface JobTry {
  attempt: number;
  /** A try before it ended with an error, so its process went on. */
  hasThrown: boolean;
}
