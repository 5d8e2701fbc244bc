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

/** Whether this process can work. Wrong keys are as bad as no database: nothing may be written with them. */
export async function checkReadiness(ctx: ReadinessParts): Promise<Readiness> {
  const database = await isTrue(async () => (await ctx.db.$queryRaw`SELECT 1`, true));
  const migrations = database === 'ok' ? await isTrue(() => areMigrationsApplied(ctx)) : 'failed';
  const keys = migrations === 'ok' ? await isTrue(() => doKeysOpen(ctx)) : 'failed';
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
async function doKeysOpen({ db, sealer }: ReadinessParts): Promise<boolean> {
  const where = { id: CANARY.id };
  let row = await db.keyCanary.findUnique({ where });
  if (!row) {
    const data = { id: CANARY.id, sealed: sealer.seal(CANARY.text, PLACE) };
    await db.keyCanary.createMany({ data, skipDuplicates: true });
    row = await db.keyCanary.findUniqueOrThrow({ where });
  }
  return sealer.open(row.sealed, PLACE) === CANARY.text;
}

async function isTrue(check: () => Promise<boolean>): Promise<Part> {
  try {
    return (await Promise.race([check(), tooLate()])) ? 'ok' : 'failed';
  } catch {
    return 'failed';
  }
}

function tooLate(): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), ANSWER_MS).unref());
}
