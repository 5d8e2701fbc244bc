import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Logger as QueueLogger, run, type Runner, type TaskList } from 'graphile-worker';
import { closeDeployment, contextOf, createDeployment } from '@/lib/deployment';
import { env } from '@/lib/platform/env';
import { createJobTakeover } from '@/lib/platform/job-takeover';
import { sendLifeSigns } from '@/lib/platform/life-signs';
import { createPool } from '@/lib/platform/pool';
import { handleUncaughtErrors } from '@/lib/platform/uncaught-errors';
import { jobs } from '@/lib/services/jobs';

/**
 * The worker process: runs the jobs of the queue. Any number may run against one database. `--cautious`, after a crash:
 * runs one job at a time at first, so that the one that ends the process is found and the others are not blamed for it.
 */
const { values } = parseArgs({ options: { cautious: { type: 'boolean', default: false } } });
const deployment = createDeployment('worker');
const { log } = deployment;
const { databaseUrl } = env();

/** Jobs mostly wait for HubSpot, and those that wait together share a request. */
const CONCURRENCY = 10;
const CAUTIOUS_MS = 30_000;
/** A job is tried again when it throws; so many interrupted tries mean that it ends the process. */
const MANY_TRIES = 5;

const taskList: TaskList = Object.fromEntries(
  Object.entries(jobs).map(([name, job]) => [
    name,
    async (payload, { job: { id, attempts, max_attempts: maxAttempts, last_error: lastError } }) => {
      if (attempts > MANY_TRIES) log.warn({ job: name, jobId: id, attempts, maxAttempts }, 'a job is tried once more');
      await job(contextOf(deployment, { actor: { kind: 'system', name }, logged: { job: name } }), payload, {
        attempt: attempts,
        hasThrown: lastError !== null,
      });
    },
  ]),
);

const takeover = createJobTakeover(databaseUrl, log);
takeover.events.on('job:failed', ({ job }) =>
  log.error({ job: job.task_identifier, jobId: job.id, attempts: job.attempts }, 'a job failed too often: set aside'),
);

/** One for its notifications and some while a cautious worker hands over, beside those of the jobs. */
const queue = createPool(databaseUrl, { maxConnections: CONCURRENCY + 2, mostWaitMs: 15_000 });
/**
 * The queue's listening connection hears something now and then, so that it is replaced if it doesn't. What it hears is a
 * job that isn't there.
 */
const NUDGE_MS = 10_000;
const NUDGE = JSON.stringify({ count: 1 });
const nudging = setInterval(() => {
  void deployment.probe.ask`SELECT pg_notify('jobs:insert', ${NUDGE})`.catch(() => undefined);
}, NUDGE_MS);

function start(concurrency: number): Promise<Runner> {
  return run({
    pgPool: queue,
    events: takeover.events,
    taskList,
    concurrency,
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
}

let runner = await start(values.cautious ? 1 : CONCURRENCY);
let stopping = false;
handleUncaughtErrors(log);
sendLifeSigns();
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
process.on('disconnect', () => void stop());
process.send?.({ type: 'ready' });
log.info({ cautious: values.cautious }, 'the worker is ready');
watch(runner);
if (values.cautious) void resumeFullSpeed();

/** A queue that stopped on its own runs no more jobs: exit, so that the process is restarted. */
function watch(watched: Runner): void {
  watched.promise.then(
    () => (runner === watched ? stop() : undefined),
    (err: unknown) => {
      log.error({ err }, 'the queue has ended');
      process.exit(1);
    },
  );
}

async function resumeFullSpeed(): Promise<void> {
  await sleep(CAUTIOUS_MS, undefined, { ref: false });
  if (stopping) return;
  const cautious = runner;
  let fast: Runner;
  try {
    fast = await start(CONCURRENCY);
  } catch (err) {
    log.warn({ err }, 'the worker stays cautious a while longer');
    return resumeFullSpeed();
  }
  if (stopping) return void fast.stop();
  runner = fast;
  watch(runner);
  await cautious.stop().catch(() => undefined);
}

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(0), 8_000).unref();
  await runner.stop().catch(() => undefined);
  clearInterval(nudging);
  await Promise.allSettled([queue.end(), takeover.close(), closeDeployment(deployment)]);
  process.exit(0);
}
