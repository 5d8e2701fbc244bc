-- When the person last proved who they are in this session: at its beginning, or by signing in again in place.
ALTER TABLE "Session" ADD COLUMN "signedInAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
UPDATE "Session" SET "signedInAt" = "createdAt";
