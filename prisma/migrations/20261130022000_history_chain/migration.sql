-- Each entry of the history gets a number and a hash over the hash before it and its own content, so that an entry that was
-- changed, removed, inserted or moved later no longer fits.
ALTER TABLE "HistoryEntry" ADD COLUMN "position" BIGINT, ADD COLUMN "hash" TEXT;
CREATE UNIQUE INDEX "HistoryEntry_position_key" ON "HistoryEntry"("position");

-- What the chain amounted to at some moment, sealed with a key that is not in the database.
CREATE TABLE "HistoryCheckpoint" (
    "position" BIGINT NOT NULL,
    "sealed" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "HistoryCheckpoint_pkey" PRIMARY KEY ("position")
);

-- Whoever verifies writes this expression out (lib/services/history/internal.ts) and doesn't call the function, because the
-- owner of the database can replace it.
CREATE FUNCTION "history_hash"("before" TEXT, "entry" "HistoryEntry") RETURNS TEXT
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT encode(sha256(convert_to("before" || E'\n' || jsonb_build_array(
    "entry"."position", to_char("entry"."at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), "entry"."id",
    "entry"."action", "entry"."entityType", "entry"."entityId", "entry"."entityName",
    "entry"."actorKind", "entry"."actorId", "entry"."actorName", "entry"."before", "entry"."after", "entry"."requestId"
  )::text, 'UTF8')), 'hex')
$$;

-- Nobody chooses a place in the chain.
CREATE FUNCTION "unplace_history"() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  NEW."position" := NULL;
  NEW."hash" := NULL;
  RETURN NEW;
END
$$;
CREATE TRIGGER "HistoryEntry_unplace" BEFORE INSERT ON "HistoryEntry"
  FOR EACH ROW EXECUTE FUNCTION "unplace_history"();

-- At the end of the transaction: entries get their places one transaction after the other, and nobody holds this lock while
-- doing anything else. As it is the last lock that is taken, it is never part of a deadlock.
-- SECURITY DEFINER: the role that runs the product may not update what it added.
-- Without sequential scans: a plan from when the table was empty would read all of it for each entry.
CREATE FUNCTION "chain_history"() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE
  "entry" "HistoryEntry";
  "head" "HistoryEntry";
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('history chain', 0));
  SELECT * INTO "head" FROM "HistoryEntry" WHERE "position" IS NOT NULL ORDER BY "position" DESC LIMIT 1;
  SELECT * INTO "entry" FROM "HistoryEntry" WHERE "id" = NEW."id";
  IF FOUND THEN
    "entry"."position" := coalesce("head"."position", 0) + 1;
    UPDATE "HistoryEntry"
      SET "position" = "entry"."position", "hash" = "history_hash"(coalesce("head"."hash", ''), "entry")
      WHERE "id" = "entry"."id";
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER "HistoryEntry_chain" AFTER INSERT ON "HistoryEntry"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "chain_history"();

-- What is there already, in the order in which it is shown.
DO $$
DECLARE
  "entry" "HistoryEntry";
  "place" BIGINT := 0;
  "last" TEXT := '';
BEGIN
  FOR "entry" IN SELECT * FROM "HistoryEntry" ORDER BY "at", "id" LOOP
    "place" := "place" + 1;
    "entry"."position" := "place";
    "last" := "history_hash"("last", "entry");
    UPDATE "HistoryEntry" SET "position" = "place", "hash" = "last" WHERE "id" = "entry"."id";
  END LOOP;
END
$$;
