-- An interaction is found by its customer's number however that is typed, so the number is also kept in one form. SQL does
-- not know the numbering plans of countries: of what is stored already the digits are kept as they were written, without
-- the host of a SIP address, and a search asks for every such form of a number as well.
ALTER TABLE "Interaction" ADD COLUMN "numberKey" TEXT;

UPDATE "Interaction"
SET "numberKey" = NULLIF(regexp_replace(split_part("data" #>> '{customer,number}', '@', 1), '\D', '', 'g'), '')
WHERE "data" #>> '{customer,number}' IS NOT NULL AND "data" #>> '{customer,withheld}' IS DISTINCT FROM 'true';

CREATE INDEX "Interaction_numberKey_idx" ON "Interaction"("numberKey");
