import { z } from 'zod';
import type { BannerEvent } from '@/lib/domain/answers/banner-event';
import type { InteractionEventInput } from '@/lib/domain/interaction/interaction';
import type { NonCustomer } from '@/lib/domain/interaction/non-customer';
import type { InteractionState } from '@/lib/domain/interaction/state';
import type { IgnoredFact } from '@/lib/domain/interaction/usable-facts';
import { CHANNEL } from '@/lib/platform/events';
import { prepare, type Statements } from '@/lib/platform/prepared';
import { LOG_JOB } from '../assignment/internal';
import type { PinnedParticipation } from './resolve-participations';

/** What an event changes. Times are ISO 8601. */
export interface ArrivalRow {
  id: string;
  /** The version that it was decided by; null for an interaction that begins. */
  version: number | null;
  source: string;
  externalId: string;
  occurrence: number;
  state: InteractionState['status'];
  channel: string;
  direction: string;
  queue: string | null;
  lineId: string | null;
  queueLineId: string | null;
  userId: string | null;
  profileId: string | null;
  data: InteractionState;
  nonCustomer: NonCustomer | null;
  numberKey: string | null;
  addressKeys: string[];
  presentedAt: string | null;
  acceptedAt: string | null;
  endedAt: string | null;
  at: string;
  /** The screen pop was decided for another customer. */
  isOutdated: boolean;
  event: {
    id: string;
    sequence: number | null;
    type: InteractionEventInput['type'];
    payload: InteractionEventInput;
    ignored: readonly IgnoredFact[];
  };
  /** Those that are new or changed. */
  participations: (PinnedParticipation & { id: string; position: number; changedAt: string })[];
  /** What the Banners of its agents are told. */
  told: { userId: string; type: BannerEvent['type'] }[];
  /** The CRMs to log it in. `id` is that of a new assignment. */
  assignments: { id: string; crmId: string }[];
}

const COLUMNS = [
  'state',
  'channel',
  'direction',
  'queue',
  'lineId',
  'queueLineId',
  'userId',
  'profileId',
  'data',
  'nonCustomer',
  'numberKey',
  'addressKeys',
  'presentedAt',
  'acceptedAt',
  'endedAt',
] as const satisfies readonly (keyof ArrivalRow)[];

const quoted = COLUMNS.map((name) => `"${name}"`).join(', ');
const valued = COLUMNS.map((name) => (name === 'state' ? `a."state"::"InteractionState"` : `a."${name}"`)).join(', ');
const PARTICIPATION = [
  'position',
  'userId',
  'profileId',
  'phase',
  'offeredAt',
  'answeredAt',
  'leftAt',
  'ending',
  'takenBy',
  'changedAt',
  'dismissedAt',
];

/** A notification holds 8 kB. */
const NOTICES_TOGETHER = 40;

const WRITE = prepare(
  'store-arrivals',
  z.object({ id: z.string(), isStored: z.boolean() }),
  `WITH asked AS (
     SELECT * FROM jsonb_to_recordset($1) AS a(
       "id" UUID, "version" INT, "source" TEXT, "externalId" TEXT, "occurrence" INT, "state" TEXT, "channel" TEXT,
       "direction" TEXT, "queue" TEXT, "lineId" UUID, "queueLineId" UUID, "userId" UUID, "profileId" UUID, "data" JSONB,
       "nonCustomer" JSONB, "numberKey" TEXT, "addressKeys" TEXT[], "presentedAt" TIMESTAMPTZ, "acceptedAt" TIMESTAMPTZ,
       "endedAt" TIMESTAMPTZ, "at" TIMESTAMPTZ, "isOutdated" BOOLEAN, "event" JSONB, "participations" JSONB, "told" JSONB, "assignments" JSONB
     )
   ), begun AS (
     INSERT INTO "Interaction" ("id", "source", "externalId", "occurrence", "lastEventAt", "updatedAt", ${quoted})
     SELECT a."id", a."source", a."externalId", a."occurrence", a."at", a."at", ${valued}
     FROM asked a WHERE a."version" IS NULL
     ON CONFLICT ("source", "externalId", "occurrence") DO NOTHING
     RETURNING "id"
   ), unchanged AS MATERIALIZED (
     SELECT i."id" FROM "Interaction" i JOIN asked a ON i."id" = a."id" AND i."version" = a."version"
   ), free AS MATERIALIZED (
     SELECT i."id" FROM "Interaction" i WHERE i."id" IN (SELECT "id" FROM unchanged) FOR NO KEY UPDATE SKIP LOCKED
   ), changed AS (
     UPDATE "Interaction" i SET
       (${quoted}) = ROW(${valued}),
       "decision" = CASE WHEN a."isOutdated" THEN NULL ELSE i."decision" END,
       "decidedAt" = CASE WHEN a."isOutdated" THEN a."at" ELSE i."decidedAt" END,
       "decisionMs" = CASE WHEN a."isOutdated" THEN 0 ELSE i."decisionMs" END,
       "lastEventAt" = a."at", "updatedAt" = a."at", "version" = i."version" + 1
     FROM asked a WHERE i."id" = a."id" AND i."version" = a."version" AND i."id" IN (SELECT "id" FROM free)
     RETURNING i."id"
   ), stored AS (
     SELECT a.* FROM asked a WHERE a."id" IN (SELECT "id" FROM begun UNION ALL SELECT "id" FROM changed)
   ), added AS (
     INSERT INTO "InteractionEvent"
       ("id", "source", "externalId", "sequence", "type", "payload", "ignored", "receivedAt", "interactionId")
     SELECT
       (s."event" ->> 'id')::UUID, s."source", s."externalId", (s."event" ->> 'sequence')::BIGINT, s."event" ->> 'type',
       s."event" -> 'payload', s."event" -> 'ignored', s."at", s."id"
     FROM stored s
   ), taking AS (
     INSERT INTO "InteractionParticipation" ("id", "interactionId", "agent", ${PARTICIPATION.map((name) => `"${name}"`).join(', ')})
     SELECT
       p."id", s."id", p."agent", p."position", p."userId", p."profileId", p."phase"::"ParticipationPhase", p."offeredAt",
       p."answeredAt", p."leftAt", p."ending", p."takenBy", p."changedAt", NULL
     FROM stored s CROSS JOIN LATERAL jsonb_to_recordset(s."participations") AS p(
       "id" UUID, "agent" TEXT, "position" INT, "userId" UUID, "profileId" UUID, "phase" TEXT, "offeredAt" TIMESTAMPTZ,
       "answeredAt" TIMESTAMPTZ, "leftAt" TIMESTAMPTZ, "ending" TEXT, "takenBy" TEXT, "changedAt" TIMESTAMPTZ
     )
     ON CONFLICT ("interactionId", "agent") DO UPDATE SET
       ${PARTICIPATION.map((name) => `"${name}" = excluded."${name}"`).join(', ')}
   ), pushed AS (
     INSERT INTO "BannerEvent" ("userId", "interactionId", "type", "payload", "createdAt")
     SELECT t."userId", s."id", t."type", jsonb_build_object('interactionId', s."id"), s."at"
     FROM stored s CROSS JOIN LATERAL jsonb_to_recordset(s."told") AS t("userId" UUID, "type" TEXT)
     RETURNING "id", "userId"
   ), due AS (
     INSERT INTO "InteractionAssignment" ("id", "interactionId", "crmId", "state", "updatedAt")
     SELECT d."id", s."id", d."crmId", 'pending', s."at"
     FROM stored s CROSS JOIN LATERAL jsonb_to_recordset(s."assignments") AS d("id" UUID, "crmId" UUID)
     ON CONFLICT ("interactionId", "crmId") DO UPDATE SET
       "state" = 'pending', "nextAttemptAt" = NULL, "version" = "InteractionAssignment"."version" + 1,
       "updatedAt" = excluded."updatedAt"
     RETURNING "id"
   ), jobs AS (
     SELECT graphile_worker.add_job(
       identifier => '${LOG_JOB.name}', payload => json_build_object('assignmentId', d."id"), max_attempts => 25,
       job_key => '${LOG_JOB.keyPrefix}' || d."id", priority => ${LOG_JOB.priority}
     ) FROM due d
   ), notices AS (
     SELECT jsonb_build_object('topic', 'banner', 'userId', "userId", 'eventId', "id"::TEXT) AS "notice" FROM pushed
     UNION ALL SELECT jsonb_build_object('topic', 'interaction', 'interactionId', "id") FROM stored
   ), sent AS (
     SELECT pg_notify('${CHANNEL}', jsonb_agg("notice")::TEXT)
     FROM (SELECT "notice", (row_number() OVER () - 1) / ${NOTICES_TOGETHER} AS "page" FROM notices) n GROUP BY "page"
   )
   SELECT s."id", true AS "isStored", (SELECT count(*) FROM jobs) AS "jobs", (SELECT count(*) FROM sent) AS "sent"
   FROM stored s
   UNION ALL SELECT u."id", false, 0, 0 FROM unchanged u WHERE u."id" NOT IN (SELECT "id" FROM free)`,
);

/**
 * Stores events, each of another interaction, in one transaction. Says what became of each by its ID: one that isn't
 * `stored` has nothing written. It met an interaction that somebody else is changing (`held`), which nobody waits for here, or
 * that has changed since it was read.
 */
export async function storeArrivals(
  statements: Statements,
  rows: readonly ArrivalRow[],
): Promise<ReadonlyMap<string, 'stored' | 'held'>> {
  if (rows.length === 0) return new Map();
  // In the same order everywhere, so that processes that begin the same interactions never wait in a circle.
  const ordered = rows.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  return new Map((await statements.run(WRITE, ordered)).map(({ id, isStored }) => [id, isStored ? 'stored' : 'held']));
}

function orderOf({ source, externalId }: ArrivalRow): string {
  return `${source}\n${externalId}`;
}
