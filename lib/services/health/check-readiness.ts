import type { Sealer } from '@/lib/platform/crypto';
import type { Db } from '@/lib/platform/db';
import { migrationNames, MIGRATIONS } from '@/lib/platform/migrations';

type Part = 'ok' | 'failed';
export interface Readiness {
  status: Part;
  database: Part;
  migrations: Part;
  keys: Part;
}

const CANARY = { id: 'canary', text: 'These keys open what they sealed.' };
const PLACE = { table: 'KeyCanary', row: CANARY.id, column: 'sealed' };

/** A database slower than this counts as down, and the caller must be told. */
const ANSWER_MS = 2_000;

interface ReadinessParts {
  db: Db;
  sealer: Sealer;
}

/**
 * Whether this process can work. Wrong keys are as bad as no database: nothing may be written with them. A database that
 * doesn't return the sealed text in time says nothing about the keys, so then it is the database that failed.
 */
export async function checkReadiness(ctx: ReadinessParts): Promise<Readiness> {
  const isReached = (await inTime(ctx.db.$queryRaw`SELECT 1`)) !== null;
  const migrations = isReached && (await inTime(areMigrationsApplied(ctx))) === true ? 'ok' : 'failed';
  const sealed = migrations === 'ok' ? await inTime(readCanary(ctx)) : null;
  const database = isReached && (migrations === 'failed' || sealed !== null) ? 'ok' : 'failed';
  const keys = sealed !== null && doKeysOpen(ctx.sealer, sealed) ? 'ok' : 'failed';
  const status = [database, migrations, keys].every((part) => part === 'ok') ? 'ok' : 'failed';
  return { status, database, migrations, keys };
}

/** The migrations this version knows. There may be more, applied by a newer version running alongside. */
async function areMigrationsApplied({ db }: ReadinessParts): Promise<boolean> {
  const rows = await db.$queryRaw<{ name: string; finished: boolean }[]>`
    SELECT migration_name AS name, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL`;
  const applied = new Set(rows.map(({ name }) => name));
  return (
    rows.every(({ finished }) => finished) && (await migrationNames(MIGRATIONS)).every((name) => applied.has(name))
  );
}

/** The first process seals a known text; every later process must be able to open it. */
async function readCanary({ db, sealer }: ReadinessParts): Promise<string> {
  const where = { id: CANARY.id };
  let row = await db.keyCanary.findUnique({ where });
  if (!row) {
    const data = { id: CANARY.id, sealed: sealer.seal(CANARY.text, PLACE) };
    await db.keyCanary.createMany({ data, skipDuplicates: true });
    row = await db.keyCanary.findUniqueOrThrow({ where });
  }
  return row.sealed;
}

function doKeysOpen(sealer: Sealer, sealed: string): boolean {
  try {
    return sealer.open(sealed, PLACE) === CANARY.text;
  } catch {
    return false;
  }
}

/** Null if it failed or took too long. */
async function inTime<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await Promise.race([answer, tooLate()]);
  } catch {
    return null;
  }
}

function tooLate(): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), ANSWER_MS).unref());
}
