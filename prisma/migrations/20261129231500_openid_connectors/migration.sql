-- A connector signs users in with HubSpot, through an authentication method, or with an OpenID Connect provider of its own.
ALTER TABLE "SsoConnector" ALTER COLUMN "type" SET DEFAULT 'hubspot';
UPDATE "SsoConnector" SET "type" = 'hubspot' WHERE "type" = 'oauth2';
ALTER TABLE "SsoConnector" ALTER COLUMN "authMethodId" DROP NOT NULL;

CREATE TABLE "OidcClient" (
    "connectorId" UUID NOT NULL,
    "issuer" TEXT NOT NULL,
    "clientId" TEXT NOT NULL,
    "clientSecret" TEXT,
    "clientSecretSetAt" TIMESTAMPTZ(3),
    "scopes" TEXT[],
    "groupsClaim" TEXT NOT NULL DEFAULT '',
    "acceptsUnverifiedEmail" BOOLEAN NOT NULL DEFAULT false,
    "administratorsMaySignIn" BOOLEAN NOT NULL DEFAULT false,
    CONSTRAINT "OidcClient_pkey" PRIMARY KEY ("connectorId")
);
ALTER TABLE "OidcClient" ADD CONSTRAINT "OidcClient_connectorId_fkey" FOREIGN KEY ("connectorId") REFERENCES "SsoConnector"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "OidcGroupRole" (
    "connectorId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "group" TEXT NOT NULL,
    "roleId" UUID NOT NULL,
    CONSTRAINT "OidcGroupRole_pkey" PRIMARY KEY ("connectorId", "position")
);
CREATE UNIQUE INDEX "OidcGroupRole_connectorId_group_key" ON "OidcGroupRole"("connectorId", "group");
ALTER TABLE "OidcGroupRole" ADD CONSTRAINT "OidcGroupRole_connectorId_fkey" FOREIGN KEY ("connectorId") REFERENCES "OidcClient"("connectorId") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "OidcGroupRole" ADD CONSTRAINT "OidcGroupRole_roleId_fkey" FOREIGN KEY ("roleId") REFERENCES "Role"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Flows and identities of such a connector belong to no authentication method.
ALTER TABLE "SsoIdentity" ALTER COLUMN "authMethodId" DROP NOT NULL;
ALTER TABLE "OAuthTransaction" ALTER COLUMN "authMethodId" DROP NOT NULL;
ALTER TABLE "OAuthTransaction" ALTER COLUMN "authMethodVersion" DROP NOT NULL;
ALTER TABLE "OAuthTransaction" ADD COLUMN "connectorVersion" INTEGER;

-- What the provider said of how the person was authenticated.
ALTER TABLE "SignInAttempt" ADD COLUMN "acr" TEXT, ADD COLUMN "amr" TEXT[] DEFAULT ARRAY[]::TEXT[];
ALTER TABLE "Session" ADD COLUMN "acr" TEXT, ADD COLUMN "amr" TEXT[] DEFAULT ARRAY[]::TEXT[];
