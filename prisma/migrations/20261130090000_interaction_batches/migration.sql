-- One run does one thing with all that a filter or a selection finds. A run that is under way has a job that is no longer
-- known: it ends where it is.
UPDATE "InteractionRetry" SET "finishedAt" = now() WHERE "finishedAt" IS NULL;
ALTER TABLE "InteractionRetry" RENAME TO "InteractionBatch";
ALTER TABLE "InteractionBatch" ADD COLUMN "action" TEXT NOT NULL DEFAULT 'retry';
ALTER TABLE "InteractionBatch" ALTER COLUMN "action" DROP DEFAULT;
ALTER TABLE "InteractionBatch" RENAME CONSTRAINT "InteractionRetry_pkey" TO "InteractionBatch_pkey";
ALTER TABLE "InteractionBatch" RENAME CONSTRAINT "InteractionRetry_startedById_fkey" TO "InteractionBatch_startedById_fkey";
ALTER INDEX "InteractionRetry_startedById_startedAt_idx" RENAME TO "InteractionBatch_startedById_startedAt_idx";
ALTER INDEX "InteractionRetry_running_key" RENAME TO "InteractionBatch_running_key";

-- What somebody excluded by hand: few among all that isn't logged.
CREATE INDEX "Interaction_excluded_idx" ON "Interaction"("createdAt") WHERE "exclusion" IS NOT NULL;
