-- Who may own records in an account, as last read, and whom an administrator chose for a user.
CREATE TABLE "AccountOwners" (
    "authMethodId" UUID NOT NULL,
    "owners" JSONB NOT NULL,
    "readAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AccountOwners_pkey" PRIMARY KEY ("authMethodId")
);

CREATE TABLE "UserOwner" (
    "userId" UUID NOT NULL,
    "crmId" UUID NOT NULL,
    "portalId" TEXT NOT NULL,
    "ownerId" TEXT NOT NULL,
    "ownerName" TEXT NOT NULL,

    CONSTRAINT "UserOwner_pkey" PRIMARY KEY ("userId","crmId")
);

ALTER TABLE "AccountOwners" ADD CONSTRAINT "AccountOwners_authMethodId_fkey" FOREIGN KEY ("authMethodId") REFERENCES "AuthMethod"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "UserOwner" ADD CONSTRAINT "UserOwner_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "UserOwner" ADD CONSTRAINT "UserOwner_crmId_fkey" FOREIGN KEY ("crmId") REFERENCES "Crm"("id") ON DELETE CASCADE ON UPDATE CASCADE;
