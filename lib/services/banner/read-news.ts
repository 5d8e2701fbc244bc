import { z } from 'zod';
import {
  bannerEventSchema,
  bannerNewsSchema,
  type BannerEvent,
  type BannerNews,
} from '@/lib/domain/answers/banner-event';
import { prepareQuery } from '@/lib/platform/prepared';
import { loadProfileModel } from '../cards/internal';
import { requireUser, runQuery, type Ctx } from '../context';
import { visibilityOf } from '../interactions/internal';
import { placeOwnInteraction } from '../interactions/list-own-interactions';
import { BANNER_ROW, bannerRowSchema } from '../interactions/read-banner-rows';
import { ABSOLUTE_MS } from '../sessions/read-session';

/** A Banner event as sent on the stream. `id` is the Last-Event-ID. */
export interface StreamEvent {
  id: string;
  type: BannerEvent['type'];
  news: BannerNews;
}

export interface News {
  /** Why the session ended, for its Banner, or when it will at the latest. */
  session: { reason: string } | { endsAt: Date };
  events: StreamEvent[];
  /** Changes with what the Banner shows besides interactions: profiles, objects, fields, connections. */
  basis: string;
}

/** How far back a reconnecting Banner catches up. Older events are outdated. */
const CATCH_UP_MS = 15 * 60_000;

/** Longer than any transaction lasts: an event takes its ID before its transaction ends. */
export const SETTLING_MS = 30_000;

const dateSchema = z.string().transform((text) => new Date(text));

const READ = prepareQuery(
  'read-news',
  z.object({
    configuration: z.string(),
    session: z
      .object({
        createdAt: dateSchema,
        revokedAt: dateSchema.nullable(),
        revokedReason: z.string().nullable(),
        status: z.string(),
        profileId: z.string().nullable(),
        profileIds: z.array(z.string()),
      })
      .nullable(),
    events: z.array(z.object({ id: z.string(), type: z.unknown(), payload: z.unknown() })),
    rows: z.array(bannerRowSchema),
  }),
  `SELECT
     (SELECT c."version" FROM "ConfigurationVersion" c WHERE c."id") AS "configuration",
     (
       SELECT jsonb_build_object(
         'createdAt', s."createdAt", 'revokedAt', s."revokedAt", 'revokedReason', s."revokedReason", 'status', u."status",
         'profileIds', (
           SELECT coalesce(jsonb_agg(h."profileId" ORDER BY h."profileId"), '[]') FROM "UserProfile" h WHERE h."userId" = u."id"
         ),
         'profileId', (
           SELECT h."profileId" FROM "UserProfile" h
           WHERE h."userId" = u."id" AND h."profileId" = coalesce(s."activeProfileId", u."defaultProfileId")
         )
       )
       FROM "Session" s JOIN "User" u ON u."id" = s."userId" WHERE s."id" = a."sessionId"
     ) AS "session",
     coalesce(n."events", '[]') AS "events",
     (
       SELECT coalesce(jsonb_agg(${BANNER_ROW}), '[]') FROM "Interaction" i WHERE i."id" = ANY (n."interactionIds")
     ) AS "rows"
   FROM jsonb_to_record($1) AS a(
     "sessionId" UUID, "userId" UUID, "after" BIGINT, "known" JSONB, "since" TIMESTAMPTZ, "settlingSince" TIMESTAMPTZ
   )
   CROSS JOIN LATERAL (
     SELECT
       jsonb_agg(jsonb_build_object('id', e."id"::TEXT, 'type', e."type", 'payload', e."payload") ORDER BY e."id") AS "events",
       array_agg(DISTINCT e."interactionId") AS "interactionIds"
     FROM (
       SELECT b."id", b."type", b."payload", b."interactionId" FROM "BannerEvent" b
       WHERE b."userId" = a."userId" AND b."createdAt" > a."since"
         AND (b."id" > a."after" OR b."createdAt" > a."settlingSince")
         AND NOT a."known" ? b."id"::TEXT
       ORDER BY b."id" LIMIT 500
     ) e
   ) n`,
);

/**
 * Whether the session goes on, and what happened after the given event, oldest first, with how each interaction is now. Also
 * those of the last moments before it that aren't `known`: one of them may have become visible after a later one. Without
 * an ID, only the session is looked at.
 */
export async function readNews(
  ctx: Ctx,
  { lastEventId, known = [] }: { lastEventId: bigint | null; known?: readonly string[] },
): Promise<News> {
  const actor = requireUser(ctx);
  const now = ctx.now();
  const before = (ms: number) => new Date(now.getTime() - ms).toISOString();
  const [found] = await runQuery(ctx, READ, {
    sessionId: actor.sessionId,
    userId: actor.userId,
    after: lastEventId === null ? null : lastEventId.toString(),
    known,
    // Nothing is later than never.
    since: lastEventId === null ? 'infinity' : before(CATCH_UP_MS),
    settlingSince: before(SETTLING_MS),
  });
  if (!found) throw new Error('The news were read without an answer');
  const { configuration, session, rows } = found;
  const reader = { db: ctx.db, config: ctx.config, now: ctx.now, configuration: ctx.configuration.at(configuration) };
  const model = await loadProfileModel(reader, session?.profileId ?? null);
  const at = { visibility: visibilityOf(model), now };
  const byId = new Map(rows.map((row) => [row.id, row]));
  const events = found.events.flatMap(({ id, ...row }): StreamEvent[] => {
    const event = bannerEventSchema.safeParse(row);
    if (!event.success) {
      ctx.log.warn({ id, err: event.error }, 'a Banner event could not be read');
      return [];
    }
    const { type, payload } = event.data;
    const interaction = byId.get(payload.interactionId ?? '');
    const shown = interaction && placeOwnInteraction(interaction, actor, at);
    return [{ id, type, news: bannerNewsSchema.parse({ ...payload, ...(shown === undefined ? {} : { shown }) }) }];
  });
  const basis = [configuration, session?.profileId, ...(session?.profileIds ?? [])].join();
  return { session: endOf(session, now), events, basis };
}

function endOf(
  session: { createdAt: Date; revokedAt: Date | null; revokedReason: string | null; status: string } | null,
  now: Date,
): News['session'] {
  if (!session) return { reason: 'signed_out' };
  if (session.revokedAt) return { reason: session.revokedReason ?? 'signed_out' };
  if (session.status !== 'active') return { reason: 'user_disabled' };
  const endsAt = new Date(session.createdAt.getTime() + ABSOLUTE_MS);
  return endsAt < now ? { reason: 'signed_out' } : { endsAt };
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
