-- Without sequential scans: a plan from when the tables were empty would read all of them for each assignment.
-- `Interaction.ledger` follows from the interaction and its assignments, whoever changes them: `ledgerStateOf` in
-- `lib/domain/interaction/ledger.ts` says how, and a test compares the two.
CREATE FUNCTION ledger_state(interaction UUID, is_over BOOLEAN, is_excluded BOOLEAN, has_card BOOLEAN)
RETURNS "LedgerState" LANGUAGE plpgsql SET search_path = public, pg_temp SET enable_seqscan = off SET jit = off AS $$
DECLARE
    total INTEGER;
    failed BOOLEAN;
    waiting BOOLEAN;
    logged BOOLEAN;
BEGIN
    IF NOT is_over THEN
        RETURN 'open';
    END IF;
    SELECT count(*), bool_or("state" = 'failed'), bool_or("state" IN ('pending', 'sending')),
        bool_or("state" = 'logged' AND "reason"->>'key' IS DISTINCT FROM 'attached')
    INTO total, failed, waiting, logged
    FROM "InteractionAssignment" WHERE "interactionId" = interaction;
    RETURN CASE
        WHEN total = 0 AND is_excluded THEN 'not_logged'
        WHEN total = 0 OR (failed AND NOT is_excluded) THEN 'needs_administrator'
        WHEN waiting AND NOT is_excluded THEN 'waiting'
        WHEN logged AND NOT has_card THEN 'without_customer'
        WHEN logged THEN 'logged'
        ELSE 'not_logged'
    END;
END;
$$;

CREATE FUNCTION ledger_of_interaction() RETURNS TRIGGER LANGUAGE plpgsql SET search_path = public, pg_temp SET enable_seqscan = off SET jit = off AS $$
BEGIN
    NEW."ledger" := ledger_state(
        NEW."id", NEW."state" IN ('ended', 'missed'), NEW."exclusion" IS NOT NULL, NEW."attachedCard" IS NOT NULL
    );
    RETURN NEW;
END;
$$;
CREATE TRIGGER "Interaction_ledger" BEFORE INSERT OR UPDATE OF "state", "exclusion", "attachedCard", "ledger" ON "Interaction"
    FOR EACH ROW EXECUTE FUNCTION ledger_of_interaction();

-- The lock comes first, in a statement of its own: what settles in two CRMs at once is then computed with both.
CREATE FUNCTION ledger_of_assignments() RETURNS TRIGGER LANGUAGE plpgsql SET search_path = public, pg_temp SET enable_seqscan = off SET jit = off AS $$
BEGIN
    PERFORM 1 FROM "Interaction" WHERE "id" IN (SELECT "interactionId" FROM changed) ORDER BY "id" FOR UPDATE;
    UPDATE "Interaction" SET "ledger" = "ledger" WHERE "id" IN (SELECT "interactionId" FROM changed);
    RETURN NULL;
END;
$$;
CREATE TRIGGER "InteractionAssignment_ledger_insert" AFTER INSERT ON "InteractionAssignment"
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION ledger_of_assignments();
CREATE TRIGGER "InteractionAssignment_ledger_update" AFTER UPDATE ON "InteractionAssignment"
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION ledger_of_assignments();
CREATE TRIGGER "InteractionAssignment_ledger_delete" AFTER DELETE ON "InteractionAssignment"
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION ledger_of_assignments();

-- What was stored between the column and these triggers.
UPDATE "Interaction" SET "ledger" = "ledger";
