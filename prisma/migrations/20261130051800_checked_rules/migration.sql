-- What an administrator saved a rule in spite of, and since when the account has not been asked about it.
ALTER TABLE "AssignmentRule" ADD COLUMN "acceptedFindings" JSONB NOT NULL DEFAULT '[]';
ALTER TABLE "AssignmentRule" ADD COLUMN "uncheckedSince" TIMESTAMPTZ(3);
