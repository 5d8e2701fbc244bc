import { z } from 'zod';
import { storedEventSchema, type InteractionEventInput } from '@/lib/domain/interaction/interaction';
import { endingSchema, phaseSchema } from '@/lib/domain/interaction/participation';
import { distanceMs, isSameInteraction } from '@/lib/domain/interaction/same-interaction';
import { prepare, type Statements } from '@/lib/platform/prepared';
import type { KnownUser } from './resolve-participations';

const dateSchema = z.string().transform((text) => new Date(text));

const participationSchema = z.object({
  id: z.string(),
  position: z.int(),
  agent: z.string(),
  userId: z.string().nullable(),
  profileId: z.string().nullable(),
  phase: phaseSchema,
  offeredAt: dateSchema,
  answeredAt: dateSchema.nullable(),
  leftAt: dateSchema.nullable(),
  ending: endingSchema.nullable(),
  takenBy: z.string().nullable(),
  changedAt: dateSchema,
  dismissedAt: dateSchema.nullable(),
});
export type StoredParticipation = z.output<typeof participationSchema>;

const interactionSchema = z.object({
  id: z.string(),
  occurrence: z.int(),
  version: z.int(),
  profileId: z.string().nullable(),
  lineId: z.string().nullable(),
  queueLineId: z.string().nullable(),
  hasCard: z.boolean(),
  /** The CRMs that have a record of it, or may be getting one right now. */
  writtenIn: z.array(z.string()),
  events: z.array(storedEventSchema),
  participations: z.array(participationSchema),
});
type StoredInteraction = z.output<typeof interactionSchema>;

export interface Found {
  interaction: StoredInteraction;
  events: readonly [InteractionEventInput, ...InteractionEventInput[]];
}

/** What is known when an event arrives. */
export interface Arrival {
  /** Whether the key that reports it still counts. */
  isAllowed: boolean;
  /** The version of the configuration. */
  configuration: string;
  found: Found | null;
  /** How many interactions there were under its ID. */
  occurrences: number;
  /** Active users by email address: those that the event names, and those that nobody was when they were named before. */
  users: ReadonlyMap<string, KnownUser>;
}

interface Asked {
  apiKeyId: string;
  event: InteractionEventInput;
}

/** An ID that is used again has hardly more interactions than this that an event could still belong to. */
const LATEST = 5;

const READ = prepare(
  'read-arrivals',
  z.object({
    n: z.int(),
    isAllowed: z.boolean(),
    configuration: z.string(),
    latest: z.array(interactionSchema),
    users: z.array(z.object({ email: z.string(), userId: z.string(), profileId: z.string().nullable() })),
  }),
  `SELECT
     a."n",
     EXISTS (SELECT FROM "ApiKey" k WHERE k."id" = a."apiKeyId" AND k."revokedAt" IS NULL) AS "isAllowed",
     (SELECT c."version" FROM "ConfigurationVersion" c WHERE c."id") AS "configuration",
     (
       SELECT coalesce(jsonb_agg(l."row" ORDER BY l."occurrence" DESC), '[]')
       FROM (
         SELECT i."occurrence", jsonb_build_object(
           'id', i."id", 'occurrence', i."occurrence", 'version', i."version", 'profileId', i."profileId",
           'lineId', i."lineId", 'queueLineId', i."queueLineId", 'hasCard', i."attachedCard" IS NOT NULL,
           'writtenIn', (
             SELECT coalesce(jsonb_agg(w."crmId" ORDER BY w."createdAt"), '[]') FROM "InteractionAssignment" w
             WHERE w."interactionId" = i."id" AND (w."recordId" IS NOT NULL OR w."state" IN ('pending', 'sending'))
           ),
           'events', (
             SELECT coalesce(jsonb_agg(e."payload"), '[]') FROM "InteractionEvent" e WHERE e."interactionId" = i."id"
           ),
           'participations', (
             SELECT coalesce(jsonb_agg(to_jsonb(p) ORDER BY p."position"), '[]')
             FROM "InteractionParticipation" p WHERE p."interactionId" = i."id"
           )
         ) AS "row"
         FROM "Interaction" i
         WHERE i."source" = a."source" AND i."externalId" = a."externalId"
         ORDER BY i."occurrence" DESC LIMIT ${LATEST}
       ) l
     ) AS "latest",
     (
       SELECT coalesce(jsonb_agg(jsonb_build_object(
         'email', u."email", 'userId', u."id",
         'profileId', coalesce(
           (
             SELECT s."activeProfileId" FROM "Session" s
             WHERE s."userId" = u."id" AND s."revokedAt" IS NULL AND s."activeProfileId" IS NOT NULL
             ORDER BY s."lastSeenAt" DESC LIMIT 1
           ),
           u."defaultProfileId"
         )
       )), '[]')
       FROM "User" u
       WHERE u."status" = 'active' AND u."email" IN (
         SELECT jsonb_array_elements_text(a."agents")
         UNION
         SELECT p."agent" FROM "Interaction" i JOIN "InteractionParticipation" p ON p."interactionId" = i."id"
         WHERE i."source" = a."source" AND i."externalId" = a."externalId" AND p."userId" IS NULL
       )
     ) AS "users"
   FROM jsonb_to_recordset($1) AS a("n" INT, "apiKeyId" UUID, "source" TEXT, "externalId" TEXT, "agents" JSONB)`,
);

/** What each of these events meets, in their order. Locks nothing: `storeArrivals` notices what changed meanwhile. */
export async function readArrivals(statements: Statements, asked: readonly Asked[]): Promise<Arrival[]> {
  const rows = await statements.run(
    READ,
    asked.map(({ apiKeyId, event }, n) => ({
      n,
      apiKeyId,
      source: event.source,
      externalId: event.id,
      agents: [event.agent, event.to, ...(event.agents ?? [])].filter((agent) => agent !== undefined),
    })),
  );
  const byNumber = new Map(rows.map((row) => [row.n, row]));
  return asked.map(({ event }, n) => {
    const row = byNumber.get(n);
    if (!row) throw new Error('An event was read without an answer');
    const { isAllowed, configuration, latest, users } = row;
    return {
      isAllowed,
      configuration,
      found: ownOf(latest, event),
      occurrences: latest[0]?.occurrence ?? 0,
      users: new Map(users.map(({ email, ...user }) => [email, user])),
    };
  });
}

/** The interaction that an event belongs to. */
function ownOf(latest: readonly StoredInteraction[], event: InteractionEventInput): Found | null {
  const [found = null] = latest
    .flatMap((interaction): Found[] => {
      const [first, ...rest] = interaction.events;
      return first ? [{ interaction, events: [first, ...rest] }] : [];
    })
    .filter(({ events }) => isSameInteraction(events, event))
    .sort((a, b) => distanceMs(a.events, event) - distanceMs(b.events, event));
  return found;
}
