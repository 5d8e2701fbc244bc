import { CSP_REPORT_DAYS } from '@/lib/domain/base/csp-report';
import { Prisma } from '@/prisma/generated/client';
import { unrecorded, type Ctx } from '../context';
import { loadSettings } from '../settings/load-settings';

const DAY_MS = 24 * 60 * 60_000;
/** Rows deleted in one statement where there can be very many, so that nobody waits for long. */
const STEP = 1000;

/** Deletes what can no longer be used or was kept long enough: finished flows, expired links and sessions, old attempts. */
export async function sweepExpired(ctx: Ctx): Promise<void> {
  const now = ctx.now().getTime();
  const ago = (days: number) => new Date(now - days * DAY_MS);
  const db = unrecorded(ctx, 'bookkeeping');
  const { signInAttemptDays } = await loadSettings(ctx.db);
  const [transactions, attempts, links, sessions, events, limits, tickets, waits, reports] = await Promise.all([
    deleteInSteps(ctx, 'OAuthTransaction', 'expiresAt', ago(1)),
    deleteInSteps(ctx, 'SignInAttempt', 'at', ago(signInAttemptDays)),
    db.userLink.deleteMany({ where: { expiresAt: { lt: ago(7) } } }),
    db.session.deleteMany({ where: { createdAt: { lt: ago(30) } } }),
    db.bannerEvent.deleteMany({ where: { createdAt: { lt: ago(1) } } }),
    db.rateLimit.deleteMany({ where: { expire: { lt: BigInt(now) } } }),
    db.usedTicket.deleteMany({ where: { expiresAt: { lt: ago(1) } } }),
    db.passwordWait.deleteMany({ where: { expiresAt: { lt: ago(0) } } }),
    db.cspReport.deleteMany({ where: { lastAt: { lt: ago(CSP_REPORT_DAYS) } } }),
  ]);
  ctx.log.info(
    {
      transactions,
      attempts,
      links: links.count,
      sessions: sessions.count,
      events: events.count,
      limits: limits.count,
      tickets: tickets.count,
      waits: waits.count,
      reports: reports.count,
    },
    'swept what had expired',
  );
}

async function deleteInSteps(
  ctx: Ctx,
  table: 'OAuthTransaction' | 'SignInAttempt',
  column: 'expiresAt' | 'at',
  before: Date,
): Promise<number> {
  const [from, when] = [Prisma.raw(`"${table}"`), Prisma.raw(`"${column}"`)];
  for (let count = 0; ;) {
    const deleted = await unrecorded(ctx, 'bookkeeping').$executeRaw`
      DELETE FROM ${from} WHERE "id" IN (SELECT "id" FROM ${from} WHERE ${when} < ${before} ORDER BY ${when} LIMIT ${STEP})`;
    count += deleted;
    if (deleted < STEP) return count;
  }
}
