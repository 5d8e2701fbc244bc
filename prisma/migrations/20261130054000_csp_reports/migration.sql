-- How often browsers reported that the content security policy stopped something, by day. No addresses and no bodies.
CREATE TABLE "CspReport" (
    "day" DATE NOT NULL,
    "directive" TEXT NOT NULL,
    "blocked" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "lastAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CspReport_pkey" PRIMARY KEY ("day","directive","blocked")
);
