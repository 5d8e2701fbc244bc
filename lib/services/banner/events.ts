import { requireUser, type Ctx } from '../context';

/** What the Banner hears, as the stream sends it. `id` is the stream's Last-Event-ID. */
export interface StreamEvent {
  id: string;
  type: string;
  payload: unknown;
}

/** How far back a Banner that comes back may catch up. Older events are no longer news. */
const CATCH_UP_MS = 15 * 60_000;

/** Events after the given id, oldest first. Without one only what comes from now on is of interest. */
export async function readEventsAfter(ctx: Ctx, lastEventId: bigint | null): Promise<StreamEvent[]> {
  const actor = requireUser(ctx);
  if (lastEventId === null) return [];
  const rows = await ctx.db.bannerEvent.findMany({
    where: {
      userId: actor.userId,
      id: { gt: lastEventId },
      createdAt: { gt: new Date(ctx.now().getTime() - CATCH_UP_MS) },
    },
    orderBy: { id: 'asc' },
    take: 200,
  });
  return rows.map(({ id, type, payload }) => ({ id: id.toString(), type, payload }));
}

/** The newest id there is for this agent: where a fresh Banner starts. */
export async function readLastEventId(ctx: Ctx): Promise<bigint> {
  const actor = requireUser(ctx);
  const row = await ctx.db.bannerEvent.findFirst({
    where: { userId: actor.userId },
    orderBy: { id: 'desc' },
    select: { id: true },
  });
  return row?.id ?? 0n;
}

/** Why a session is over, for the Banner that held it; null while it lives. */
export async function readSessionEnd(ctx: Ctx): Promise<{ reason: string } | null> {
  const actor = requireUser(ctx);
  const session = await ctx.db.session.findUnique({
    where: { id: actor.sessionId },
    include: { user: { select: { status: true } } },
  });
  if (!session) return { reason: 'signed_out' };
  if (session.revokedAt) return { reason: session.revokedReason ?? 'signed_out' };
  return session.user.status === 'active' ? null : { reason: 'user_disabled' };
}
