-- What writing to an account's properties depends on. Read again with the next hourly reading of the labels.
ALTER TABLE "AccountOptions" ADD COLUMN "facts" JSONB NOT NULL DEFAULT '{}';
