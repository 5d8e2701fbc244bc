import { AppError } from '@/lib/domain/base/app-error';
import { readCspReports } from '@/lib/domain/base/csp-report';
import { unrecorded, type Ctx } from '../context';

/**
 * Counts what browsers report. Anybody can send anything here, so nothing is stored but how often each of a fixed list was
 * named on a day, by one statement at most, and not more often than the limit for everybody says.
 */
export async function countReports(ctx: Ctx, sent: unknown): Promise<void> {
  const reports = readCspReports(sent, ctx.config.publicUrl);
  if (reports === null) throw new AppError('INVALID_INPUT', { key: 'no_report' });
  if (reports.length === 0) return;
  if ((await ctx.limits.take('csp-report', 'everybody')).retryAfterSeconds !== null) return;

  const counts = new Map<string, number>();
  for (const { directive, blocked } of reports)
    counts.set(`${directive} ${blocked}`, (counts.get(`${directive} ${blocked}`) ?? 0) + 1);
  // In one order everywhere, so that two requests never wait for each other's rows.
  const keys = [...counts.keys()].sort();
  await unrecorded(ctx, 'bookkeeping').$executeRaw`
    INSERT INTO "CspReport" ("day", "directive", "blocked", "count", "lastAt")
    SELECT (${ctx.now()}::timestamptz AT TIME ZONE 'UTC')::date, split_part(key, ' ', 1), split_part(key, ' ', 2), count, ${ctx.now()}::timestamptz
    FROM unnest(${keys}::text[], ${keys.map((key) => counts.get(key) ?? 0)}::int[]) AS sent(key, count)
    ON CONFLICT ("day", "directive", "blocked")
    DO UPDATE SET "count" = "CspReport"."count" + EXCLUDED."count", "lastAt" = EXCLUDED."lastAt"`;
}
