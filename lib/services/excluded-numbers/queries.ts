import { rangeOf, sizeOf } from '@/lib/domain/interaction/excluded-numbers';
import { authorise, type Ctx } from '../context';
import { loadExcludedNumbers } from './load-excluded-numbers';

/** How far back customers' calls are looked at. */
const LOOKED_AT_MS = 90 * 24 * 60 * 60_000;

/** The entries, each with what an administrator should know: how many numbers it has, and customers' calls with them. */
export async function readExcludedNumbersPage(ctx: Ctx) {
  authorise(ctx, 'settings.access');
  const { entries, version } = await loadExcludedNumbers(ctx.db);
  const ranges = entries.map((entry) => (entry.kind === 'line' ? null : rangeOf(entry, ctx.config.defaultCountry)));
  const listed = ranges.flatMap((range, row) => (range === null ? [] : [{ row, ...range }]));
  const counted =
    listed.length === 0
      ? []
      : await ctx.db.$queryRaw<{ row: number; calls: number }[]>`
          SELECT r."row", count(*)::int AS "calls"
          FROM unnest(
            ${listed.map(({ row }) => row)}::int[], ${listed.map(({ low }) => low)}::text[], ${listed.map(({ high }) => high)}::text[]
          ) AS r("row", "low", "high")
          JOIN "Interaction" i ON i."numberKey" BETWEEN r."low" AND r."high" AND length(i."numberKey") = length(r."low")
          WHERE i."attachedCard" IS NOT NULL AND i."createdAt" > ${new Date(ctx.now().getTime() - LOOKED_AT_MS)}
          GROUP BY r."row"`;
  const calls = new Map(counted.map(({ row, calls: count }) => [row, count]));
  const users = await ctx.db.user.findMany({
    where: { id: { in: entries.flatMap(({ userId }) => userId ?? []) } },
    select: { id: true, name: true },
  });
  return {
    entries,
    version,
    notes: ranges.map((range, row) => ({
      numbers: range === null ? 0 : sizeOf(range),
      customerCalls: calls.get(row) ?? 0,
    })),
    users,
  };
}
