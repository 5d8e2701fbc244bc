-- What connectors have done so far. New ones refuse whoever is in none of their groups.
ALTER TABLE "OidcClient" ADD COLUMN "admitsWithoutGroup" BOOLEAN NOT NULL DEFAULT true;
ALTER TABLE "OidcClient" ALTER COLUMN "admitsWithoutGroup" SET DEFAULT false;
