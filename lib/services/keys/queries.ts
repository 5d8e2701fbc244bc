import { authorise, type Ctx } from '../context';
import { quoted, SEALED_COLUMNS } from './internal';

/** How many values each key has sealed, by the key's id. Who may change authentication methods may know. */
export async function listKeyUses(ctx: Ctx): Promise<Map<string, number>> {
  authorise(ctx, 'auth-methods.modify');
  const counts = new Map<string, number>();
  for (const sealed of SEALED_COLUMNS) {
    const { table, column } = quoted(sealed);
    const rows = await ctx.db.$queryRaw<{ key: string; count: bigint }[]>`
      SELECT split_part(${column}, '.', 2) AS "key", count(*) AS "count"
      FROM ${table} WHERE ${column} IS NOT NULL GROUP BY 1`;
    for (const { key, count } of rows) counts.set(key, (counts.get(key) ?? 0) + Number(count));
  }
  return counts;
}
