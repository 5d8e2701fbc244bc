-- How many wait for a rule, a CRM or a profile is shown on its page.
CREATE INDEX "InteractionAssignment_crmId_state_idx" ON "InteractionAssignment"("crmId", "state");
DROP INDEX "InteractionAssignment_crmId_idx";
CREATE INDEX "InteractionAssignment_ruleId_state_idx" ON "InteractionAssignment"("ruleId", "state");
CREATE INDEX "Interaction_profileId_ledger_idx" ON "Interaction"("profileId", "ledger");
