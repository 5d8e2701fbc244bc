import { randomUUID } from 'node:crypto';
import { Logger as QueueLogger, run, type Runner, type TaskList } from 'graphile-worker';
import { env } from '@/lib/platform/env';
import { createSealer } from '@/lib/platform/crypto';
import { createDb } from '@/lib/platform/db';
import { createJobTakeover } from '@/lib/platform/job-takeover';
import { handleUncaughtErrors } from '@/lib/platform/uncaught-errors';
import { createLogger } from '@/lib/platform/logger';
import { createRateLimiter } from '@/lib/platform/rate-limit';
import { createProviders } from '@/lib/integrations/crm/registry';
import type { Ctx } from '@/lib/services/context';
import { jobs } from '@/lib/services/jobs';

/** The worker process: runs the jobs of the queue. Any number may run against one database. */
const settings = env();
const log = createLogger({ level: settings.logLevel, part: 'worker' });
const db = createDb(settings.databaseUrl, { maxConnections: 10 });
const limits = createRateLimiter(settings.databaseUrl);
const sealer = createSealer(settings.encryptionKeys);
const { apiUrl, appUrl, mode } = settings.hubspot;
const providers = createProviders({
  hubspot: { apiUrl, appUrl, fetch: globalThis.fetch, now: () => new Date(), logger: log },
});

function createContext(name: string): Ctx {
  const requestId = randomUUID();
  return {
    actor: { kind: 'system', name },
    db,
    now: () => new Date(),
    config: {
      publicUrl: settings.publicUrl,
      hubspotMode: mode,
      hubspotAppUrl: appUrl,
      defaultCountry: settings.defaultCountry,
    },
    sealer,
    provider: (id) => providers.get(id),
    limits,
    log: log.child({ requestId, job: name }),
    requestId,
    client: { ip: null, userAgent: null },
  };
}

const taskList: TaskList = Object.fromEntries(
  Object.entries(jobs).map(([name, job]) => [
    name,
    async (payload, helpers) =>
      job(createContext(name), payload, { attempt: helpers.job.attempts, maxAttempts: helpers.job.max_attempts }),
  ]),
);

const takeover = createJobTakeover(settings.databaseUrl, log);

const runner: Runner = await run({
  connectionString: settings.databaseUrl,
  events: takeover.events,
  taskList,
  concurrency: 4,
  noHandleSignals: true,
  pollInterval: 1000,
  crontab: [
    '* * * * * resume-assignments ?max=1',
    '*/15 * * * * read-account-options ?max=1 {"authMethodId":null}',
    '*/15 * * * * sweep-expired ?max=1',
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
  await Promise.allSettled([takeover.close(), db.$disconnect(), limits.close()]);
  process.exit(0);
}
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
process.on('disconnect', () => void stop());
