-- One run that retries what a filter of the ledger finds, with its progress.
CREATE TABLE "InteractionRetry" (
    "id" UUID NOT NULL,
    "filter" JSONB NOT NULL,
    "startedById" UUID NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "total" INTEGER NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "cursor" UUID,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "InteractionRetry_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "InteractionRetry_startedById_startedAt_idx" ON "InteractionRetry"("startedById", "startedAt");
-- One at a time for each person.
CREATE UNIQUE INDEX "InteractionRetry_running_key" ON "InteractionRetry"("startedById") WHERE "finishedAt" IS NULL;
ALTER TABLE "InteractionRetry" ADD CONSTRAINT "InteractionRetry_startedById_fkey" FOREIGN KEY ("startedById") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
