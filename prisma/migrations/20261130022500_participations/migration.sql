-- Several agents take part in one interaction. Until now it had one: theirs is the first participation.
CREATE TYPE "ParticipationPhase" AS ENUM ('ringing', 'talking', 'left');

CREATE TABLE "InteractionParticipation" (
    "id" UUID NOT NULL,
    "interactionId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "agent" TEXT NOT NULL,
    "userId" UUID,
    "profileId" UUID,
    "phase" "ParticipationPhase" NOT NULL,
    "offeredAt" TIMESTAMPTZ(3) NOT NULL,
    "answeredAt" TIMESTAMPTZ(3),
    "leftAt" TIMESTAMPTZ(3),
    "ending" TEXT,
    "takenBy" TEXT,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,
    "dismissedAt" TIMESTAMPTZ(3),

    CONSTRAINT "InteractionParticipation_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "InteractionParticipation_interactionId_agent_key" ON "InteractionParticipation"("interactionId", "agent");
CREATE INDEX "InteractionParticipation_userId_phase_changedAt_idx" ON "InteractionParticipation"("userId", "phase", "changedAt");
CREATE INDEX "InteractionParticipation_agent_idx" ON "InteractionParticipation"("agent");
ALTER TABLE "InteractionParticipation" ADD CONSTRAINT "InteractionParticipation_interactionId_fkey" FOREIGN KEY ("interactionId") REFERENCES "Interaction"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "InteractionParticipation" ADD CONSTRAINT "InteractionParticipation_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "InteractionParticipation" ADD CONSTRAINT "InteractionParticipation_profileId_fkey" FOREIGN KEY ("profileId") REFERENCES "Profile"("id") ON DELETE SET NULL ON UPDATE CASCADE;

INSERT INTO "InteractionParticipation"
    ("id", "interactionId", "position", "agent", "userId", "profileId", "phase", "offeredAt", "answeredAt", "leftAt", "ending", "changedAt", "dismissedAt")
SELECT
    gen_random_uuid(), i."id", 0, COALESCE(i."data"->>'agent', u."email"), i."userId", i."profileId",
    (CASE i."state"::text WHEN 'presented' THEN 'ringing' WHEN 'accepted' THEN 'talking' ELSE 'left' END)::"ParticipationPhase",
    COALESCE(i."presentedAt", i."acceptedAt", i."endedAt", i."createdAt"),
    i."acceptedAt",
    CASE WHEN i."state"::text IN ('ended', 'missed') THEN COALESCE(i."endedAt", i."lastEventAt") END,
    CASE
        WHEN i."state"::text NOT IN ('ended', 'missed') THEN NULL
        WHEN i."acceptedAt" IS NOT NULL THEN 'answered'
        WHEN i."direction" = 'incoming' THEN 'missed'
        ELSE 'unanswered'
    END,
    i."lastEventAt", i."dismissedAt"
FROM "Interaction" i LEFT JOIN "User" u ON u."id" = i."userId"
WHERE i."data"->>'agent' IS NOT NULL OR u."id" IS NOT NULL;

UPDATE "Interaction" SET "data" = "data" || jsonb_build_object('firstAgent', "data"->'agent') WHERE "acceptedAt" IS NOT NULL;

-- The same id can come again: a phone system that counts from 1 after a restart.
ALTER TABLE "Interaction" ADD COLUMN "occurrence" INTEGER NOT NULL DEFAULT 1;
DROP INDEX "Interaction_source_externalId_key";
CREATE UNIQUE INDEX "Interaction_source_externalId_occurrence_key" ON "Interaction"("source", "externalId", "occurrence");

-- A sequence may be a time in milliseconds, or absent. Repeats are recognised by what they say.
DROP INDEX "InteractionEvent_source_externalId_sequence_key";
ALTER TABLE "InteractionEvent" ALTER COLUMN "sequence" TYPE BIGINT, ALTER COLUMN "sequence" DROP NOT NULL;
CREATE INDEX "InteractionEvent_interactionId_idx" ON "InteractionEvent"("interactionId");
