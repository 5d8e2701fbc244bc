import type { Ctx } from '../context';

type Part = 'ok' | 'failed';
export interface Readiness {
  status: Part;
  database: Part;
  migrations: Part;
  keys: Part;
}

const CANARY = { id: 'canary', text: 'These keys open what they sealed.' };
const PLACE = { table: 'KeyCanary', row: CANARY.id, column: 'sealed' };

/** Whether this process can do its work. Wrong keys are as bad as no database: nothing may be written with them. */
export async function checkReadiness(ctx: Pick<Ctx, 'db' | 'sealer'>): Promise<Readiness> {
  const database = await isTrue(async () => (await ctx.db.$queryRaw`SELECT 1`, true));
  const migrations = database === 'ok' ? await isTrue(() => areMigrationsApplied(ctx)) : 'failed';
  const keys = migrations === 'ok' ? await isTrue(() => doKeysOpen(ctx)) : 'failed';
  const status = [database, migrations, keys].every((part) => part === 'ok') ? 'ok' : 'failed';
  return { status, database, migrations, keys };
}

async function areMigrationsApplied(ctx: Pick<Ctx, 'db'>): Promise<boolean> {
  const rows = await ctx.db.$queryRaw<{ unfinished: bigint; finished: bigint }[]>`
    SELECT count(*) FILTER (WHERE finished_at IS NULL AND rolled_back_at IS NULL) AS unfinished,
           count(*) FILTER (WHERE finished_at IS NOT NULL) AS finished
    FROM _prisma_migrations`;
  const row = rows[0];
  return row !== undefined && row.unfinished === 0n && row.finished > 0n;
}

/** The first process seals a known text; from then on every process must be able to open it. */
async function doKeysOpen({ db, sealer }: Pick<Ctx, 'db' | 'sealer'>): Promise<boolean> {
  await db.keyCanary.createMany({ data: { id: CANARY.id, sealed: sealer.seal(CANARY.text, PLACE) }, skipDuplicates: true });
  const row = await db.keyCanary.findUniqueOrThrow({ where: { id: CANARY.id } });
  return sealer.open(row.sealed, PLACE) === CANARY.text;
}

async function isTrue(check: () => Promise<boolean>): Promise<Part> {
  try {
    return (await check()) ? 'ok' : 'failed';
  } catch {
    return 'failed';
  }
}
