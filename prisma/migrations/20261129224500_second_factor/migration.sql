-- A second factor for local accounts: authenticator apps, passkeys and recovery codes.

CREATE TYPE "FactorKind" AS ENUM ('totp', 'passkey');
CREATE TYPE "FactorRule" AS ENUM ('by_permissions', 'required', 'optional');
CREATE TYPE "FactorUsed" AS ENUM ('totp', 'passkey', 'recovery_code');
ALTER TYPE "SignInWay" ADD VALUE 'passkey';

ALTER TABLE "Role" ADD COLUMN "factorRule" "FactorRule" NOT NULL DEFAULT 'by_permissions';
ALTER TABLE "SignInAttempt" ADD COLUMN "factor" "FactorUsed";
ALTER TABLE "User" ADD COLUMN "failedCodes" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "codeWaitUntil" TIMESTAMPTZ(3),
  ADD COLUMN "factorRequiredAt" TIMESTAMPTZ(3);

CREATE TABLE "SecondFactor" (
  "id" UUID NOT NULL,
  "userId" UUID NOT NULL,
  "kind" "FactorKind" NOT NULL,
  "name" TEXT NOT NULL,
  "totpSecret" TEXT,
  "totpStep" INTEGER,
  "credentialId" TEXT,
  "publicKey" BYTEA,
  "signCount" BIGINT NOT NULL DEFAULT 0,
  "transports" TEXT[],
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "lastUsedAt" TIMESTAMPTZ(3),

  CONSTRAINT "SecondFactor_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "SecondFactor_credentialId_key" ON "SecondFactor"("credentialId");
CREATE INDEX "SecondFactor_userId_idx" ON "SecondFactor"("userId");
ALTER TABLE "SecondFactor" ADD CONSTRAINT "SecondFactor_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "RecoveryCode" (
  "id" UUID NOT NULL,
  "userId" UUID NOT NULL,
  "codeHash" TEXT NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "usedAt" TIMESTAMPTZ(3),

  CONSTRAINT "RecoveryCode_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "RecoveryCode_userId_codeHash_key" ON "RecoveryCode"("userId", "codeHash");
ALTER TABLE "RecoveryCode" ADD CONSTRAINT "RecoveryCode_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "UsedTicket" (
  "id" UUID NOT NULL,
  "expiresAt" TIMESTAMPTZ(3) NOT NULL,

  CONSTRAINT "UsedTicket_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "UsedTicket_expiresAt_idx" ON "UsedTicket"("expiresAt");

-- For the people that it applies to already, the grace period starts with this update: nobody is locked out by it.
UPDATE "User" u SET "factorRequiredAt" = CURRENT_TIMESTAMP
FROM "Role" r
WHERE r."id" = u."roleId" AND u."passwordHash" IS NOT NULL AND (
  u."isAdministrator" OR r."builtIn" = 'administrator' OR (
    r."builtIn" IS NULL AND r."permissions" && ARRAY[
      'auth-methods.create', 'auth-methods.modify', 'auth-methods.delete',
      'sso-connectors.create', 'sso-connectors.modify', 'sso-connectors.delete',
      'users.create', 'users.modify', 'users.delete',
      'roles.create', 'roles.modify', 'roles.delete'
    ]
  )
);
