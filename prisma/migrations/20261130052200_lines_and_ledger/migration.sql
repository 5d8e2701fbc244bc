-- Our numbers and queues, with the profile that decides where no agent does.
CREATE TYPE "LineKind" AS ENUM ('number', 'queue');

CREATE TABLE "Line" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "LineKind" NOT NULL,
    "value" TEXT NOT NULL,
    "valueKey" TEXT NOT NULL,
    "profileId" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Line_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Line_valueKey_kind_key" ON "Line"("valueKey", "kind");
ALTER TABLE "Line" ADD CONSTRAINT "Line_profileId_fkey" FOREIGN KEY ("profileId") REFERENCES "Profile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "_LineToTag" (
    "A" UUID NOT NULL,
    "B" UUID NOT NULL,

    CONSTRAINT "_LineToTag_AB_pkey" PRIMARY KEY ("A","B")
);
CREATE INDEX "_LineToTag_B_index" ON "_LineToTag"("B");
ALTER TABLE "_LineToTag" ADD CONSTRAINT "_LineToTag_A_fkey" FOREIGN KEY ("A") REFERENCES "Line"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "_LineToTag" ADD CONSTRAINT "_LineToTag_B_fkey" FOREIGN KEY ("B") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Where each interaction stands in the ledger.
CREATE TYPE "LedgerState" AS ENUM ('open', 'logged', 'without_customer', 'waiting', 'needs_administrator', 'not_logged');
ALTER TABLE "Interaction"
    ADD COLUMN "ledger" "LedgerState" NOT NULL DEFAULT 'open',
    ADD COLUMN "exclusion" JSONB,
    ADD COLUMN "lineId" UUID,
    ADD COLUMN "queueLineId" UUID;

-- Lines of earlier interactions, the ones most used first. A number without its country is read by the product alone: its
-- line is recorded with the next interaction.
INSERT INTO "Line" ("id", "name", "kind", "value", "valueKey", "updatedAt")
SELECT gen_random_uuid(), left(min(btrim("queue")), 120), 'queue', min(btrim("queue")), lower(btrim("queue")), now()
FROM "Interaction" WHERE btrim("queue") <> ''
GROUP BY lower(btrim("queue")) ORDER BY count(*) DESC LIMIT 400;

INSERT INTO "Line" ("id", "name", "kind", "value", "valueKey", "updatedAt")
SELECT gen_random_uuid(), min(written), 'number', min(written), key, now()
FROM (
    SELECT btrim("data"->>'ourNumber') AS written,
        regexp_replace(regexp_replace("data"->>'ourNumber', '\(0\)|[^0-9]', '', 'g'), '^00', '') AS key
    FROM "Interaction" WHERE "data"->>'ourNumber' ~ '^\s*(\+|00)\s*[1-9(]' AND length("data"->>'ourNumber') <= 40
) numbers
WHERE key ~ '^[1-9][0-9]{6,14}$'
GROUP BY key ORDER BY count(*) DESC LIMIT 400;

UPDATE "Interaction" i SET "queueLineId" = l."id" FROM "Line" l
WHERE l."kind" = 'queue' AND l."valueKey" = lower(btrim(i."queue"));

UPDATE "Interaction" i SET "lineId" = l."id" FROM "Line" l
WHERE l."kind" = 'number' AND i."data"->>'ourNumber' ~ '^\s*(\+|00)'
    AND l."valueKey" = regexp_replace(regexp_replace(i."data"->>'ourNumber', '\(0\)|[^0-9]', '', 'g'), '^00', '');

-- The same as `ledgerStateOf`, once.
UPDATE "Interaction" i SET "ledger" = (CASE
    WHEN a."interactionId" IS NULL OR a.failed THEN 'needs_administrator'
    WHEN a.waiting THEN 'waiting'
    WHEN a.logged AND i."attachedCard" IS NOT NULL THEN 'logged'
    WHEN a.logged THEN 'without_customer'
    ELSE 'not_logged'
END)::"LedgerState"
FROM "Interaction" o LEFT JOIN (
    SELECT "interactionId", bool_or("state" = 'failed') AS failed, bool_or("state" IN ('pending', 'sending')) AS waiting,
        bool_or("state" = 'logged' AND "reason"->>'key' IS DISTINCT FROM 'attached') AS logged
    FROM "InteractionAssignment" GROUP BY "interactionId"
) a ON a."interactionId" = o."id"
WHERE i."id" = o."id" AND o."state" IN ('ended', 'missed');

ALTER TABLE "Interaction" ADD CONSTRAINT "Interaction_lineId_fkey" FOREIGN KEY ("lineId") REFERENCES "Line"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "Interaction" ADD CONSTRAINT "Interaction_queueLineId_fkey" FOREIGN KEY ("queueLineId") REFERENCES "Line"("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "Interaction_ledger_createdAt_idx" ON "Interaction"("ledger", "createdAt");
CREATE INDEX "Interaction_lineId_createdAt_idx" ON "Interaction"("lineId", "createdAt");
CREATE INDEX "Interaction_queueLineId_createdAt_idx" ON "Interaction"("queueLineId", "createdAt");
