import { READINESS_PROBLEMS, type Readiness, type ReadinessProblem } from '@/lib/domain/answers/health';
import type { Sealer } from '@/lib/platform/crypto';
import type { Listener } from '@/lib/platform/events';
import { hasLivingWorker } from '@/lib/platform/job-takeover';
import { migrationNames, MIGRATIONS } from '@/lib/platform/migrations';
import { freeBytes, type Probe } from '@/lib/platform/probe';

const CANARY = { id: 'canary', text: 'These keys open what they sealed.' };
const PLACE = { table: 'KeyCanary', row: CANARY.id, column: 'sealed' };

/** A database slower than this counts as down, and the caller must be told. */
const ANSWER_MS = 2_000;
/** PostgreSQL needs several files of 16 MB for its log alone, and stops when it can't have them. */
const LEAST_FREE_BYTES = 100 * 1024 * 1024;

interface ReadinessParts {
  probe: Pick<Probe, 'ask'>;
  sealer: Sealer;
  listener: Pick<Listener, 'state'>;
  dataDir: string;
  leastFreeBytes?: number;
}

/**
 * Whether this process can work. Wrong keys are as bad as no database: nothing may be written with them. A database that
 * doesn't return the sealed text in time says nothing about the keys, so then it is the database that failed. Without a
 * worker agents go on: that alone takes no process out of service.
 */
export async function checkReadiness(parts: ReadinessParts): Promise<Readiness> {
  const [stored, disk] = await Promise.all([checkStored(parts), hasRoom(parts)]);
  const notifications = parts.listener.state() === 'lost' ? 'failed' : 'ok';
  const found = { ...stored, disk: disk ? 'ok' : 'failed', notifications } as const;
  const problems = problemsOf(found);
  const isLimited = problems.every((code) => code === 'no_worker');
  return {
    status: problems.length === 0 ? 'ok' : isLimited ? 'limited' : 'failed',
    ...found,
    problems: problems.map((code) => ({ code, message: READINESS_PROBLEMS[code] })),
  };
}

type Stored = Pick<Readiness, 'database' | 'migrations' | 'keys' | 'worker'>;

async function checkStored({ probe, sealer }: ReadinessParts): Promise<Stored> {
  const known: Stored = { database: 'ok', migrations: 'unknown', keys: 'unknown', worker: 'unknown' };
  const reached = await inTime(probe.ask`SELECT 1`);
  if ('trouble' in reached) return { ...known, database: reached.trouble };
  const applied = await inTime(areMigrationsApplied(probe));
  if ('trouble' in applied) {
    // Without its table there are no migrations; a database that is late says nothing about them.
    return applied.trouble === 'slow' ? { ...known, database: 'slow' } : { ...known, migrations: 'failed' };
  }
  if (!applied.answer) return { ...known, migrations: 'failed' };
  known.migrations = 'ok';
  const sealed = await inTime(readCanary(probe, sealer));
  if ('trouble' in sealed) return { ...known, database: sealed.trouble };
  known.keys = doKeysOpen(sealer, sealed.answer) ? 'ok' : 'failed';
  const alive = await inTime(hasLivingWorker(probe.ask));
  if ('trouble' in alive) return { ...known, database: alive.trouble };
  return { ...known, worker: alive.answer ? 'ok' : 'failed' };
}

function problemsOf(found: Stored & Pick<Readiness, 'disk' | 'notifications'>): ReadinessProblem[] {
  const problems: ReadinessProblem[] = [];
  if (found.database !== 'ok') problems.push(found.database === 'slow' ? 'database_slow' : 'database_unreachable');
  if (found.migrations === 'failed') problems.push('migrations_missing');
  if (found.keys === 'failed') problems.push('keys_wrong');
  if (found.disk === 'failed') problems.push('disk_full');
  if (found.notifications === 'failed') problems.push('notifications_lost');
  if (found.worker === 'failed') problems.push('no_worker');
  return problems;
}

async function hasRoom({ dataDir, leastFreeBytes = LEAST_FREE_BYTES }: ReadinessParts): Promise<boolean> {
  const free = await freeBytes(dataDir);
  return free === null || free >= leastFreeBytes;
}

/** The migrations this version knows. There may be more, applied by a newer version running alongside. */
async function areMigrationsApplied({ ask }: Pick<Probe, 'ask'>): Promise<boolean> {
  const rows = await ask<{ name: string; finished: boolean }>`
    SELECT migration_name AS name, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL`;
  const applied = new Set(rows.map(({ name }) => name));
  return (
    rows.every(({ finished }) => finished) && (await migrationNames(MIGRATIONS)).every((name) => applied.has(name))
  );
}

/** The first process seals a known text; every later process must be able to open it. */
async function readCanary({ ask }: Pick<Probe, 'ask'>, sealer: Sealer): Promise<string> {
  const read = () => ask<{ sealed: string }>`SELECT "sealed" FROM "KeyCanary" WHERE "id" = ${CANARY.id}`;
  let [row] = await read();
  if (!row) {
    await ask`
      INSERT INTO "KeyCanary" ("id", "sealed") VALUES (${CANARY.id}, ${sealer.seal(CANARY.text, PLACE)})
      ON CONFLICT DO NOTHING`;
    [row] = await read();
  }
  if (!row) throw new Error('The row that was just stored is not there');
  return row.sealed;
}

function doKeysOpen(sealer: Sealer, sealed: string): boolean {
  try {
    return sealer.open(sealed, PLACE) === CANARY.text;
  } catch {
    return false;
  }
}

async function inTime<T>(asked: Promise<T>): Promise<{ answer: T } | { trouble: 'slow' | 'failed' }> {
  try {
    return await Promise.race([asked.then((answer) => ({ answer })), tooLate()]);
  } catch {
    return { trouble: 'failed' };
  }
}

function tooLate(): Promise<{ trouble: 'slow' }> {
  return new Promise((resolve) => setTimeout(() => resolve({ trouble: 'slow' }), ANSWER_MS).unref());
}
