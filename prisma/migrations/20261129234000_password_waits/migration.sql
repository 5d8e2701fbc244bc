-- Accounts are never locked any more: whoever tries wrong passwords waits. Locked accounts open with this.
ALTER TABLE "User" DROP COLUMN "lockedAt";
ALTER TABLE "Session" ADD COLUMN "failedPasswords" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "PasswordWait" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "waitUntil" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PasswordWait_pkey" PRIMARY KEY ("key")
);
CREATE INDEX "PasswordWait_expiresAt_idx" ON "PasswordWait"("expiresAt");
