-- Most updates of an assignment don't change where its interaction stands: waiting, trying and keeping links. They then leave
-- the interaction alone, also its lock: who locks both takes the interaction first, and a trigger can only come second.
CREATE FUNCTION assignment_class(state "AssignmentState", reason JSONB) RETURNS TEXT LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN state IN ('pending', 'sending') THEN 'waiting'
        WHEN state = 'logged' AND reason->>'key' = 'attached' THEN 'attached'
        ELSE state::text
    END
$$;

CREATE FUNCTION ledger_of_changed_assignments() RETURNS TRIGGER LANGUAGE plpgsql SET search_path = public, pg_temp SET enable_seqscan = off SET jit = off AS $$
DECLARE
    touched UUID[];
BEGIN
    touched := ARRAY(
        SELECT DISTINCT "interactionId" FROM (
            SELECT "id", "interactionId", assignment_class("state", "reason") FROM changed
            EXCEPT SELECT "id", "interactionId", assignment_class("state", "reason") FROM former
        ) moved
    );
    IF cardinality(touched) = 0 THEN
        RETURN NULL;
    END IF;
    PERFORM 1 FROM "Interaction" WHERE "id" = ANY (touched) ORDER BY "id" FOR UPDATE;
    UPDATE "Interaction" SET "ledger" = "ledger" WHERE "id" = ANY (touched);
    RETURN NULL;
END;
$$;

DROP TRIGGER "InteractionAssignment_ledger_update" ON "InteractionAssignment";
CREATE TRIGGER "InteractionAssignment_ledger_update" AFTER UPDATE ON "InteractionAssignment"
    REFERENCING OLD TABLE AS former NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_of_changed_assignments();
