-- Whom a record belongs to that an agent creates in the Banner.
CREATE TYPE "RecordOwner" AS ENUM ('agent', 'nobody');
ALTER TABLE "CrmObject" ADD COLUMN "newRecordOwner" "RecordOwner" NOT NULL DEFAULT 'agent';
