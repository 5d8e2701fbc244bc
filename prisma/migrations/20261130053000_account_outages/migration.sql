-- An account that doesn't answer, and failed tries in a row of what is to be logged there.
CREATE TABLE "AccountOutage" (
    "authMethodId" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "failures" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,

    CONSTRAINT "AccountOutage_pkey" PRIMARY KEY ("authMethodId")
);
ALTER TABLE "AccountOutage" ADD CONSTRAINT "AccountOutage_authMethodId_fkey" FOREIGN KEY ("authMethodId") REFERENCES "AuthMethod"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "InteractionAssignment" ADD COLUMN "failures" INTEGER NOT NULL DEFAULT 0;
