-- Email addresses, handles and numbers of the customer and of everybody who takes part, for the search of the ledger.
ALTER TABLE "Interaction" ADD COLUMN "addressKeys" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];

UPDATE "Interaction" i SET "addressKeys" = k."keys"
FROM (
  SELECT p."id", array_agg(DISTINCT p."key") AS "keys"
  FROM (
    SELECT s."id", lower(trim(a."key")) AS "key"
    FROM "Interaction" s
    CROSS JOIN LATERAL (
      SELECT s."data" -> 'customer' ->> 'email'
      UNION ALL SELECT s."data" -> 'customer' ->> 'handle'
      UNION ALL SELECT e.value ->> 'email' FROM jsonb_array_elements(s."data" -> 'participants') e
      UNION ALL SELECT e.value ->> 'handle' FROM jsonb_array_elements(s."data" -> 'participants') e
      -- Only the product reads numbers of every form; those in E.164 have the key that it would give them.
      UNION ALL SELECT regexp_replace(e.value ->> 'number', '\D', '', 'g')
        FROM jsonb_array_elements(s."data" -> 'participants') e WHERE e.value ->> 'number' ~ '^\+[0-9]{8,15}$'
    ) a("key")
  ) p
  WHERE p."key" <> ''
  GROUP BY p."id"
) k
WHERE k."id" = i."id";

CREATE INDEX "Interaction_addressKeys_idx" ON "Interaction" USING GIN ("addressKeys");
