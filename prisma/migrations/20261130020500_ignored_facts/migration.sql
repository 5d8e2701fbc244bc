-- Facts of an event that could not be used. Earlier events were refused as a whole, so they have none.
ALTER TABLE "InteractionEvent" ADD COLUMN "ignored" JSONB NOT NULL DEFAULT '[]';
