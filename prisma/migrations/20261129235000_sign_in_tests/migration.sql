-- An administrator tries a connector out: the flow is like a sign-in, and nobody is signed in by it.
ALTER TYPE "OAuthPurpose" ADD VALUE 'test';
ALTER TABLE "SsoConnector" ADD COLUMN "testedVersion" INTEGER, ADD COLUMN "testedAt" TIMESTAMPTZ(3);
