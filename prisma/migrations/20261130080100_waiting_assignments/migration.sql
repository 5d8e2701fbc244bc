-- What waits for an account is asked for each minute and at each failure; deleting a CRM looks for its assignments.
CREATE INDEX "InteractionAssignment_waiting_idx" ON "InteractionAssignment"("crmId", "updatedAt") WHERE "nextAttemptAt" IS NOT NULL;
CREATE INDEX "InteractionAssignment_crmId_idx" ON "InteractionAssignment"("crmId");
