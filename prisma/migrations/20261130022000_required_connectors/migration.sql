-- A role can require one connector; one administrator stays exempt. Nothing is required by this update.
ALTER TABLE "Role" ADD COLUMN "requiredConnectorId" UUID;
ALTER TABLE "Role" ADD CONSTRAINT "Role_requiredConnectorId_fkey" FOREIGN KEY ("requiredConnectorId") REFERENCES "SsoConnector"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "User" ADD COLUMN "isBreakGlass" BOOLEAN NOT NULL DEFAULT false;
CREATE UNIQUE INDEX "User_isBreakGlass_key" ON "User"("isBreakGlass") WHERE "isBreakGlass";
-- The home page asks for the last one on every visit.
CREATE INDEX "HistoryEntry_break_glass_at_idx" ON "HistoryEntry"("at") WHERE "action" = 'user.break-glass-used';
-- Connectors of HubSpot have to be tested again before a role can require them: with which credentials is not known.
ALTER TABLE "SsoConnector" ADD COLUMN "testedMethodVersion" INTEGER;
