import type { Ctx } from '../context';

const DAY_MS = 24 * 60 * 60_000;

/** Deletes what can no longer be used: finished flows, expired links and sessions, old Banner events. */
export async function sweepExpired(ctx: Ctx): Promise<void> {
  const now = ctx.now().getTime();
  const ago = (days: number) => new Date(now - days * DAY_MS);
  const [transactions, links, sessions, events, limits] = await Promise.all([
    ctx.db.oAuthTransaction.deleteMany({ where: { expiresAt: { lt: ago(1) } } }),
    ctx.db.userLink.deleteMany({ where: { expiresAt: { lt: ago(7) } } }),
    ctx.db.session.deleteMany({ where: { createdAt: { lt: ago(30) } } }),
    ctx.db.bannerEvent.deleteMany({ where: { createdAt: { lt: ago(1) } } }),
    ctx.db.rateLimit.deleteMany({ where: { expire: { lt: BigInt(now) } } }),
  ]);
  ctx.log.info(
    {
      transactions: transactions.count,
      links: links.count,
      sessions: sessions.count,
      events: events.count,
      limits: limits.count,
    },
    'swept what had expired',
  );
}
