-- A record is only ever created by its key, so no state is needed for one that may or may not be there. Nothing was ever
-- in this state; if it had been, another run would be due.
UPDATE "InteractionAssignment" SET "state" = 'pending' WHERE "state" = 'unknown';

ALTER TYPE "AssignmentState" RENAME TO "AssignmentState_old";
CREATE TYPE "AssignmentState" AS ENUM ('pending', 'sending', 'logged', 'skipped', 'failed');
ALTER TABLE "InteractionAssignment" ALTER COLUMN "state" DROP DEFAULT;
ALTER TABLE "InteractionAssignment" ALTER COLUMN "state" TYPE "AssignmentState" USING ("state"::text::"AssignmentState");
ALTER TABLE "InteractionAssignment" ALTER COLUMN "state" SET DEFAULT 'pending';
DROP TYPE "AssignmentState_old";
