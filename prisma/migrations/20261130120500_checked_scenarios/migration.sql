-- What an administrator saved a scenario in spite of, and since when the account has not been asked about it.
ALTER TABLE "ScreenPopScenario" ADD COLUMN "acceptedFindings" JSONB NOT NULL DEFAULT '[]';
ALTER TABLE "ScreenPopScenario" ADD COLUMN "uncheckedSince" TIMESTAMPTZ(3);
