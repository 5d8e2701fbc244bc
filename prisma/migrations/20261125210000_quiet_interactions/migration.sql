-- When an interaction was last heard of, so that one whose end was lost leaves the agent's Banner, and whether the agent
-- has put it away. What came before is taken to have been heard of when it began.
ALTER TABLE "Interaction" ADD COLUMN "lastEventAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN "dismissedAt" TIMESTAMPTZ(3);

UPDATE "Interaction" SET "lastEventAt" = "createdAt";
