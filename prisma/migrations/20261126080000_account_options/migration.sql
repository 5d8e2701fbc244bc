-- What an account calls its values, as last read: an agent sees "Waiting on us" where the account keeps 3.
CREATE TABLE "AccountOptions" (
    "authMethodId" UUID NOT NULL,
    "objectApiName" TEXT NOT NULL,
    "options" JSONB NOT NULL,
    "readAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AccountOptions_pkey" PRIMARY KEY ("authMethodId","objectApiName")
);

ALTER TABLE "AccountOptions" ADD CONSTRAINT "AccountOptions_authMethodId_fkey" FOREIGN KEY ("authMethodId") REFERENCES "AuthMethod"("id") ON DELETE CASCADE ON UPDATE CASCADE;

