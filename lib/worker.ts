import { Logger as QueueLogger, run, type Runner, type TaskList } from 'graphile-worker';
import { closeDeployment, contextOf, createDeployment } from '@/lib/deployment';
import { env } from '@/lib/platform/env';
import { createJobTakeover } from '@/lib/platform/job-takeover';
import { handleUncaughtErrors } from '@/lib/platform/uncaught-errors';
import { jobs } from '@/lib/services/jobs';

/** The worker process: runs the jobs of the queue. Any number may run against one database. */
const deployment = createDeployment('worker');
const { log } = deployment;
const { databaseUrl } = env();

const taskList: TaskList = Object.fromEntries(
  Object.entries(jobs).map(([name, job]) => [
    name,
    async (payload, helpers) =>
      job(contextOf(deployment, { actor: { kind: 'system', name }, logged: { job: name } }), payload, {
        attempt: helpers.job.attempts,
        maxAttempts: helpers.job.max_attempts,
      }),
  ]),
);

const takeover = createJobTakeover(databaseUrl, log);

const runner: Runner = await run({
  connectionString: databaseUrl,
  events: takeover.events,
  taskList,
  concurrency: 4,
  noHandleSignals: true,
  pollInterval: 1000,
  crontab: [
    '* * * * * resume-assignments ?max=1',
    '*/15 * * * * read-account-options ?max=1 {"authMethodId":null}',
    '*/15 * * * * sweep-expired ?max=1',
    '*/5 * * * * record-checkpoint ?max=1',
  ].join('\n'),
  logger: new QueueLogger(() => (level, message) => {
    if (level === 'error' || level === 'warning') log.warn({ queue: message }, 'the queue reports');
  }),
});
handleUncaughtErrors(log);
// A queue that stopped on its own runs no more jobs: exit, so that the process is restarted.
runner.promise.then(
  () => stop(),
  (err: unknown) => {
    log.error({ err }, 'the queue has ended');
    process.exit(1);
  },
);
process.send?.({ type: 'ready' });
log.info('the worker is ready');

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(0), 8_000).unref();
  await runner.stop().catch(() => undefined);
  await Promise.allSettled([takeover.close(), closeDeployment(deployment)]);
  process.exit(0);
}
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
process.on('disconnect', () => void stop());
