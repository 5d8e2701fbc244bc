import { unrecorded, type Ctx } from '../context';

const DAY_MS = 24 * 60 * 60_000;

/** Deletes what can no longer be used: finished flows, expired links and sessions, old Banner events. */
export async function sweepExpired(ctx: Ctx): Promise<void> {
  const now = ctx.now().getTime();
  const ago = (days: number) => new Date(now - days * DAY_MS);
  const db = unrecorded(ctx, 'bookkeeping');
  const [transactions, links, sessions, events, limits, tickets, waits] = await Promise.all([
    db.oAuthTransaction.deleteMany({ where: { expiresAt: { lt: ago(1) } } }),
    db.userLink.deleteMany({ where: { expiresAt: { lt: ago(7) } } }),
    db.session.deleteMany({ where: { createdAt: { lt: ago(30) } } }),
    db.bannerEvent.deleteMany({ where: { createdAt: { lt: ago(1) } } }),
    db.rateLimit.deleteMany({ where: { expire: { lt: BigInt(now) } } }),
    db.usedTicket.deleteMany({ where: { expiresAt: { lt: ago(1) } } }),
    db.passwordWait.deleteMany({ where: { expiresAt: { lt: ago(0) } } }),
  ]);
  ctx.log.info(
    {
      transactions: transactions.count,
      links: links.count,
      sessions: sessions.count,
      events: events.count,
      limits: limits.count,
      tickets: tickets.count,
      waits: waits.count,
    },
    'swept what had expired',
  );
}
