-- Why an interaction is with nobody who is a customer, where it isn't.
ALTER TABLE "Interaction" ADD COLUMN "nonCustomer" JSONB;

-- As before, but nobody looks for the customer of a call that has none, or has to mend that nothing decides where it is logged.
CREATE OR REPLACE FUNCTION ledger_of_interaction() RETURNS TRIGGER LANGUAGE plpgsql SET search_path = public, pg_temp SET enable_seqscan = off SET jit = off AS $$
BEGIN
    NEW."ledger" := ledger_state(
        NEW."id", NEW."state" IN ('ended', 'missed'), NEW."exclusion" IS NOT NULL,
        NEW."attachedCard" IS NOT NULL OR NEW."nonCustomer" IS NOT NULL
    );
    IF NEW."ledger" = 'needs_administrator' AND NEW."nonCustomer" IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM "InteractionAssignment" WHERE "interactionId" = NEW."id")
    THEN
        NEW."ledger" := 'not_logged';
    END IF;
    RETURN NEW;
END;
$$;
DROP TRIGGER "Interaction_ledger" ON "Interaction";
CREATE TRIGGER "Interaction_ledger" BEFORE INSERT OR UPDATE OF "state", "exclusion", "nonCustomer", "attachedCard", "ledger" ON "Interaction"
    FOR EACH ROW EXECUTE FUNCTION ledger_of_interaction();
