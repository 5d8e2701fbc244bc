import { BLOCKED_KINDS, CSP_REPORT_DAYS, type BlockedKind } from '@/lib/domain/base/csp-report';
import { authorise, type Ctx } from '../context';

const DAY_MS = 24 * 60 * 60_000;
/** The most frequent; a browser with an extension can report many. */
const SHOWN = 10;

export interface ReportedViolation {
  directive: string;
  blocked: BlockedKind;
  count: number;
  lastAt: Date;
}

/** What browsers reported in the last days, the most frequent first. */
export async function listCspReports(ctx: Ctx): Promise<ReportedViolation[]> {
  authorise(ctx, 'settings.access');
  const groups = await ctx.db.cspReport.groupBy({
    by: ['directive', 'blocked'],
    where: { lastAt: { gte: new Date(ctx.now().getTime() - CSP_REPORT_DAYS * DAY_MS) } },
    _sum: { count: true },
    _max: { lastAt: true },
    orderBy: [{ _sum: { count: 'desc' } }, { directive: 'asc' }, { blocked: 'asc' }],
    take: SHOWN,
  });
  return groups.flatMap(({ directive, blocked, _sum, _max }) =>
    _max.lastAt === null
      ? []
      : [
          {
            directive,
            blocked: BLOCKED_KINDS.find((kind) => kind === blocked) ?? 'other',
            count: _sum.count ?? 0,
            lastAt: _max.lastAt,
          },
        ],
  );
}
