import { bannerEventSchema, type BannerEvent } from '@/lib/domain/answers/banner-event';
import { requireUser, type Ctx } from '../context';
import { ABSOLUTE_MS } from '../sessions/read-session';

/** A Banner event as sent on the stream. `id` is the Last-Event-ID. */
export type StreamEvent = BannerEvent & { id: string };

/** How far back a reconnecting Banner catches up. Older events are outdated. */
const CATCH_UP_MS = 15 * 60_000;

/** Longer than any transaction lasts: an event takes its ID before its transaction ends. */
export const SETTLING_MS = 30_000;

/**
 * Events after the given ID, oldest first, and those of the last moments before it: one of them may have become visible
 * after a later one. Without an ID, only future events matter.
 */
export async function readEvents(ctx: Ctx, { lastEventId }: { lastEventId: bigint | null }): Promise<StreamEvent[]> {
  const actor = requireUser(ctx);
  if (lastEventId === null) return [];
  const rows = await ctx.db.bannerEvent.findMany({
    where: {
      userId: actor.userId,
      createdAt: { gt: new Date(ctx.now().getTime() - CATCH_UP_MS) },
      OR: [{ id: { gt: lastEventId } }, { createdAt: { gt: new Date(ctx.now().getTime() - SETTLING_MS) } }],
    },
    orderBy: { id: 'asc' },
    take: 500,
  });
  return rows.flatMap(({ id, ...row }) => {
    const event = bannerEventSchema.safeParse(row);
    if (event.success) return { id: id.toString(), ...event.data };
    ctx.log.warn({ id: id.toString(), err: event.error }, 'a Banner event could not be read');
    return [];
  });
}

/** The agent's newest event ID: where a new Banner starts. */
export async function readLastEventId(ctx: Ctx): Promise<bigint> {
  const actor = requireUser(ctx);
  const row = await ctx.db.bannerEvent.findFirst({
    where: { userId: actor.userId },
    orderBy: { id: 'desc' },
    select: { id: true },
  });
  return row?.id ?? 0n;
}

/** Why the session ended, for its Banner, or when it will at the latest. */
export async function readSessionEnd(ctx: Ctx): Promise<{ reason: string } | { endsAt: Date }> {
  const actor = requireUser(ctx);
  const session = await ctx.db.session.findUnique({
    where: { id: actor.sessionId },
    include: { user: { select: { status: true } } },
  });
  if (!session) return { reason: 'signed_out' };
  if (session.revokedAt) return { reason: session.revokedReason ?? 'signed_out' };
  if (session.user.status !== 'active') return { reason: 'user_disabled' };
  const endsAt = new Date(session.createdAt.getTime() + ABSOLUTE_MS);
  return endsAt < ctx.now() ? { reason: 'signed_out' } : { endsAt };
}
