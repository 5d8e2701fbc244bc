import { authorise, unrecorded, type Ctx } from '../context';
import { quoted, SEALED_COLUMNS, type SealedColumn } from './internal';

const STEP = 50;

interface Sealing {
  count: number;
  /** What none of our keys opens, as `table row`. */
  unreadable: string[];
}

/**
 * Seals everything anew that another key than `keyId` sealed, row by row, while the product goes on working: what was changed
 * in between is left alone, as whoever changed it has sealed it.
 */
export async function sealSecrets(ctx: Ctx, { keyId }: { keyId: string }): Promise<Sealing> {
  authorise(ctx, 'auth-methods.modify');
  const done: Sealing = { count: 0, unreadable: [] };
  for (const sealed of SEALED_COLUMNS) await sealColumn(ctx, sealed, keyId, done);
  return done;
}

async function sealColumn(ctx: Ctx, place: SealedColumn, keyId: string, done: Sealing): Promise<void> {
  const { table, id, column } = quoted(place);
  const db = unrecorded(ctx, 'bookkeeping');
  for (let last = ''; ;) {
    const rows = await db.$queryRaw<{ row: string; sealed: string }[]>`
      SELECT ${id}::text AS "row", ${column} AS "sealed" FROM ${table}
      WHERE split_part(${column}, '.', 2) <> ${keyId} AND ${id}::text > ${last} ORDER BY ${id}::text LIMIT ${STEP}`;
    for (const { row, sealed } of rows) {
      const opened = open(ctx, sealed, { ...place, row });
      if (opened === null) {
        done.unreadable.push(`${place.table} ${row}`);
        continue;
      }
      const anew = ctx.sealer.seal(opened, { ...place, row });
      done.count += await db.$executeRaw`
        UPDATE ${table} SET ${column} = ${anew} WHERE ${id}::text = ${row} AND ${column} = ${sealed}`;
    }
    const end = rows.at(-1);
    if (end === undefined || rows.length < STEP) return;
    last = end.row;
  }
}

function open(ctx: Ctx, sealed: string, place: { table: string; row: string; column: string }): string | null {
  try {
    return ctx.sealer.open(sealed, place);
  } catch {
    return null;
  }
}
