-- CreateEnum
CREATE TYPE "UserStatus" AS ENUM ('active', 'disabled');

-- CreateEnum
CREATE TYPE "Language" AS ENUM ('en', 'fr');

-- CreateEnum
CREATE TYPE "UserLinkPurpose" AS ENUM ('set_up', 'reset');

-- CreateEnum
CREATE TYPE "AuthMethodStatus" AS ENUM ('disabled', 'activating', 'enabled');

-- CreateEnum
CREATE TYPE "DisabledReason" AS ENUM ('never_activated', 'turned_off', 'credentials_edited', 'revoked_at_provider', 'scope_missing', 'consent_refused', 'other_mode');

-- CreateEnum
CREATE TYPE "OAuthPurpose" AS ENUM ('activate', 'sign_in');

-- CreateEnum
CREATE TYPE "OAuthOutcome" AS ENUM ('started', 'consumed', 'succeeded', 'refused', 'awaiting_confirmation');

-- CreateEnum
CREATE TYPE "SignInWay" AS ENUM ('password', 'sso');

-- CreateEnum
CREATE TYPE "CrmFieldType" AS ENUM ('short_text', 'long_text', 'phone', 'email', 'numeric', 'date', 'date_time', 'time', 'yes_no', 'url', 'list');

-- CreateEnum
CREATE TYPE "InteractionState" AS ENUM ('presented', 'accepted', 'ended', 'missed');

-- CreateEnum
CREATE TYPE "AssignmentState" AS ENUM ('pending', 'sending', 'unknown', 'logged', 'skipped', 'failed');

-- CreateTable
CREATE TABLE "User" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "status" "UserStatus" NOT NULL DEFAULT 'active',
    "isAdministrator" BOOLEAN NOT NULL DEFAULT false,
    "roleId" UUID NOT NULL,
    "defaultProfileId" UUID,
    "ssoConnectorId" UUID,
    "language" "Language" NOT NULL DEFAULT 'en',
    "timeZone" TEXT,
    "passwordHash" TEXT,
    "failedPasswords" INTEGER NOT NULL DEFAULT 0,
    "lockedAt" TIMESTAMPTZ(3),
    "lastSignInAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UserProfile" (
    "userId" UUID NOT NULL,
    "profileId" UUID NOT NULL,

    CONSTRAINT "UserProfile_pkey" PRIMARY KEY ("userId","profileId")
);

-- CreateTable
CREATE TABLE "UserLink" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "purpose" "UserLinkPurpose" NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "UserLink_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "userId" UUID NOT NULL,
    "connectorId" UUID,
    "activeProfileId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revokedAt" TIMESTAMPTZ(3),
    "revokedReason" TEXT,
    "userAgent" TEXT,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Role" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "permissions" TEXT[],
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Role_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuthMethod" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "clientId" TEXT NOT NULL,
    "clientSecret" TEXT,
    "clientSecretSetAt" TIMESTAMPTZ(3),
    "clientSecretSetById" UUID,
    "requiredScopes" TEXT[],
    "optionalScopes" TEXT[],
    "status" "AuthMethodStatus" NOT NULL DEFAULT 'disabled',
    "disabledReason" "DisabledReason" DEFAULT 'never_activated',
    "activatingUntil" TIMESTAMPTZ(3),
    "activationRefusal" TEXT,
    "activatedIn" TEXT,
    "portalId" TEXT,
    "portalName" TEXT,
    "portalDomain" TEXT,
    "uiDomain" TEXT,
    "portalTimeZone" TEXT,
    "portalAccountType" TEXT,
    "grantedScopes" TEXT[],
    "installerEmail" TEXT,
    "activatedAt" TIMESTAMPTZ(3),
    "activatedById" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AuthMethod_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuthGrant" (
    "authMethodId" UUID NOT NULL,
    "accessToken" TEXT NOT NULL,
    "refreshToken" TEXT NOT NULL,
    "accessExpiresAt" TIMESTAMPTZ(3) NOT NULL,
    "obtainedAt" TIMESTAMPTZ(3) NOT NULL,
    "tokenVersion" INTEGER NOT NULL DEFAULT 1,
    "leaseId" TEXT,
    "leaseUntil" TIMESTAMPTZ(3),
    "lastRefreshAt" TIMESTAMPTZ(3),
    "refreshFailures" INTEGER NOT NULL DEFAULT 0,
    "lastFailure" TEXT,

    CONSTRAINT "AuthGrant_pkey" PRIMARY KEY ("authMethodId")
);

-- CreateTable
CREATE TABLE "OAuthTransaction" (
    "id" UUID NOT NULL,
    "stateHash" TEXT NOT NULL,
    "purpose" "OAuthPurpose" NOT NULL,
    "authMethodId" UUID NOT NULL,
    "authMethodVersion" INTEGER NOT NULL,
    "connectorId" UUID,
    "userId" UUID,
    "sessionId" UUID,
    "browserHash" TEXT NOT NULL,
    "redirectUri" TEXT NOT NULL,
    "pkceVerifier" TEXT NOT NULL,
    "returnTo" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "consumedAt" TIMESTAMPTZ(3),
    "outcome" "OAuthOutcome" NOT NULL DEFAULT 'started',
    "reason" TEXT,
    "detail" JSONB,
    "pending" TEXT,

    CONSTRAINT "OAuthTransaction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SsoConnector" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "type" TEXT NOT NULL DEFAULT 'oauth2',
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "authMethodId" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SsoConnector_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SsoIdentity" (
    "id" UUID NOT NULL,
    "connectorId" UUID NOT NULL,
    "authMethodId" UUID NOT NULL,
    "portalId" TEXT NOT NULL,
    "providerUserId" TEXT NOT NULL,
    "userId" UUID NOT NULL,
    "emailWhenLinked" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SsoIdentity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignInAttempt" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "way" "SignInWay" NOT NULL,
    "connectorId" UUID,
    "userId" UUID,
    "email" TEXT,
    "portalId" TEXT,
    "providerUserId" TEXT,
    "allowed" BOOLEAN NOT NULL,
    "reason" TEXT,
    "ip" TEXT,
    "userAgent" TEXT,

    CONSTRAINT "SignInAttempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Crm" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "authMethodId" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Crm_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CrmObject" (
    "id" UUID NOT NULL,
    "crmId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "apiName" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CrmObject_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CrmField" (
    "id" UUID NOT NULL,
    "objectId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "apiName" TEXT NOT NULL,
    "type" "CrmFieldType" NOT NULL,
    "position" INTEGER NOT NULL,
    "required" BOOLEAN NOT NULL DEFAULT false,
    "readOnly" BOOLEAN NOT NULL DEFAULT false,
    "options" JSONB NOT NULL DEFAULT '[]',
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CrmField_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ScreenPopScenario" (
    "id" UUID NOT NULL,
    "crmId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "position" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ScreenPopScenario_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AssignmentRule" (
    "id" UUID NOT NULL,
    "crmId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "position" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AssignmentRule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WriteKey" (
    "portalId" TEXT NOT NULL,
    "objectApiName" TEXT NOT NULL,
    "property" TEXT,
    "checkedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "WriteKey_pkey" PRIMARY KEY ("portalId","objectApiName")
);

-- CreateTable
CREATE TABLE "Profile" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Profile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProfileCrm" (
    "profileId" UUID NOT NULL,
    "crmId" UUID NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "ProfileCrm_pkey" PRIMARY KEY ("profileId","crmId")
);

-- CreateTable
CREATE TABLE "ProfileObject" (
    "profileId" UUID NOT NULL,
    "objectId" UUID NOT NULL,
    "canView" BOOLEAN NOT NULL DEFAULT true,
    "canCreate" BOOLEAN NOT NULL DEFAULT false,
    "canEdit" BOOLEAN NOT NULL DEFAULT false,
    "fieldIds" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "ProfileObject_pkey" PRIMARY KEY ("profileId","objectId")
);

-- CreateTable
CREATE TABLE "Interaction" (
    "id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "state" "InteractionState" NOT NULL,
    "channel" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "queue" TEXT,
    "userId" UUID,
    "profileId" UUID,
    "data" JSONB NOT NULL,
    "presentedAt" TIMESTAMPTZ(3),
    "acceptedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "decision" JSONB,
    "decidedAt" TIMESTAMPTZ(3),
    "decisionMs" INTEGER,
    "attachedCard" JSONB,
    "relatedCards" JSONB NOT NULL DEFAULT '[]',
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Interaction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InteractionEvent" (
    "id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "interactionId" UUID NOT NULL,

    CONSTRAINT "InteractionEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InteractionAssignment" (
    "id" UUID NOT NULL,
    "interactionId" UUID NOT NULL,
    "crmId" UUID NOT NULL,
    "ruleId" UUID,
    "ruleName" TEXT,
    "state" "AssignmentState" NOT NULL DEFAULT 'pending',
    "reason" JSONB,
    "plan" JSONB,
    "trace" JSONB,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3),
    "portalId" TEXT,
    "objectApiName" TEXT,
    "recordId" TEXT,
    "recordUrl" TEXT,
    "associations" JSONB NOT NULL DEFAULT '[]',
    "completedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "InteractionAssignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BannerEvent" (
    "id" BIGSERIAL NOT NULL,
    "userId" UUID NOT NULL,
    "interactionId" UUID,
    "type" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "BannerEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApiKey" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "keyHash" TEXT NOT NULL,
    "scopes" TEXT[],
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ApiKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Tag" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "colour" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Tag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TagAssignment" (
    "tagId" UUID NOT NULL,
    "entityType" TEXT NOT NULL,
    "entityId" UUID NOT NULL,

    CONSTRAINT "TagAssignment_pkey" PRIMARY KEY ("tagId","entityType","entityId")
);

-- CreateTable
CREATE TABLE "HistoryEntry" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "action" TEXT NOT NULL,
    "entityType" TEXT NOT NULL,
    "entityId" TEXT NOT NULL,
    "entityName" TEXT NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorId" TEXT,
    "actorName" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "requestId" TEXT,

    CONSTRAINT "HistoryEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "KeyCanary" (
    "id" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "KeyCanary_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE UNIQUE INDEX "UserLink_tokenHash_key" ON "UserLink"("tokenHash");

-- CreateIndex
CREATE INDEX "UserLink_userId_idx" ON "UserLink"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Session_tokenHash_key" ON "Session"("tokenHash");

-- CreateIndex
CREATE INDEX "Session_userId_revokedAt_idx" ON "Session"("userId", "revokedAt");

-- CreateIndex
CREATE INDEX "Session_connectorId_idx" ON "Session"("connectorId");

-- CreateIndex
CREATE UNIQUE INDEX "Role_name_key" ON "Role"("name");

-- CreateIndex
CREATE UNIQUE INDEX "AuthMethod_name_key" ON "AuthMethod"("name");

-- CreateIndex
CREATE UNIQUE INDEX "OAuthTransaction_stateHash_key" ON "OAuthTransaction"("stateHash");

-- CreateIndex
CREATE INDEX "OAuthTransaction_expiresAt_idx" ON "OAuthTransaction"("expiresAt");

-- CreateIndex
CREATE INDEX "OAuthTransaction_authMethodId_createdAt_idx" ON "OAuthTransaction"("authMethodId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "SsoConnector_name_key" ON "SsoConnector"("name");

-- CreateIndex
CREATE UNIQUE INDEX "SsoConnector_reference_key" ON "SsoConnector"("reference");

-- CreateIndex
CREATE UNIQUE INDEX "SsoIdentity_connectorId_portalId_providerUserId_key" ON "SsoIdentity"("connectorId", "portalId", "providerUserId");

-- CreateIndex
CREATE UNIQUE INDEX "SsoIdentity_connectorId_userId_key" ON "SsoIdentity"("connectorId", "userId");

-- CreateIndex
CREATE INDEX "SignInAttempt_at_idx" ON "SignInAttempt"("at");

-- CreateIndex
CREATE INDEX "SignInAttempt_connectorId_at_idx" ON "SignInAttempt"("connectorId", "at");

-- CreateIndex
CREATE INDEX "SignInAttempt_userId_at_idx" ON "SignInAttempt"("userId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "Crm_name_key" ON "Crm"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Crm_reference_key" ON "Crm"("reference");

-- CreateIndex
CREATE UNIQUE INDEX "CrmObject_crmId_apiName_key" ON "CrmObject"("crmId", "apiName");

-- CreateIndex
CREATE UNIQUE INDEX "CrmObject_crmId_name_key" ON "CrmObject"("crmId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "CrmField_objectId_apiName_key" ON "CrmField"("objectId", "apiName");

-- CreateIndex
CREATE UNIQUE INDEX "CrmField_objectId_name_key" ON "CrmField"("objectId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "ScreenPopScenario_crmId_name_key" ON "ScreenPopScenario"("crmId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "AssignmentRule_crmId_name_key" ON "AssignmentRule"("crmId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Profile_name_key" ON "Profile"("name");

-- CreateIndex
CREATE INDEX "Interaction_createdAt_idx" ON "Interaction"("createdAt");

-- CreateIndex
CREATE INDEX "Interaction_userId_createdAt_idx" ON "Interaction"("userId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Interaction_source_externalId_key" ON "Interaction"("source", "externalId");

-- CreateIndex
CREATE UNIQUE INDEX "InteractionEvent_source_externalId_sequence_key" ON "InteractionEvent"("source", "externalId", "sequence");

-- CreateIndex
CREATE INDEX "InteractionAssignment_state_idx" ON "InteractionAssignment"("state");

-- CreateIndex
CREATE UNIQUE INDEX "InteractionAssignment_interactionId_crmId_key" ON "InteractionAssignment"("interactionId", "crmId");

-- CreateIndex
CREATE INDEX "BannerEvent_userId_id_idx" ON "BannerEvent"("userId", "id");

-- CreateIndex
CREATE INDEX "BannerEvent_createdAt_idx" ON "BannerEvent"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "ApiKey_name_key" ON "ApiKey"("name");

-- CreateIndex
CREATE UNIQUE INDEX "ApiKey_keyHash_key" ON "ApiKey"("keyHash");

-- CreateIndex
CREATE UNIQUE INDEX "Tag_name_key" ON "Tag"("name");

-- CreateIndex
CREATE INDEX "TagAssignment_entityType_entityId_idx" ON "TagAssignment"("entityType", "entityId");

-- CreateIndex
CREATE INDEX "HistoryEntry_entityType_entityId_at_idx" ON "HistoryEntry"("entityType", "entityId", "at");

-- CreateIndex
CREATE INDEX "HistoryEntry_at_idx" ON "HistoryEntry"("at");

-- AddForeignKey
ALTER TABLE "User" ADD CONSTRAINT "User_roleId_fkey" FOREIGN KEY ("roleId") REFERENCES "Role"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "User" ADD CONSTRAINT "User_defaultProfileId_fkey" FOREIGN KEY ("defaultProfileId") REFERENCES "Profile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "User" ADD CONSTRAINT "User_ssoConnectorId_fkey" FOREIGN KEY ("ssoConnectorId") REFERENCES "SsoConnector"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UserProfile" ADD CONSTRAINT "UserProfile_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UserProfile" ADD CONSTRAINT "UserProfile_profileId_fkey" FOREIGN KEY ("profileId") REFERENCES "Profile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UserLink" ADD CONSTRAINT "UserLink_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_connectorId_fkey" FOREIGN KEY ("connectorId") REFERENCES "SsoConnector"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuthMethod" ADD CONSTRAINT "AuthMethod_clientSecretSetById_fkey" FOREIGN KEY ("clientSecretSetById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuthMethod" ADD CONSTRAINT "AuthMethod_activatedById_fkey" FOREIGN KEY ("activatedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuthGrant" ADD CONSTRAINT "AuthGrant_authMethodId_fkey" FOREIGN KEY ("authMethodId") REFERENCES "AuthMethod"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OAuthTransaction" ADD CONSTRAINT "OAuthTransaction_authMethodId_fkey" FOREIGN KEY ("authMethodId") REFERENCES "AuthMethod"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OAuthTransaction" ADD CONSTRAINT "OAuthTransaction_connectorId_fkey" FOREIGN KEY ("connectorId") REFERENCES "SsoConnector"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SsoConnector" ADD CONSTRAINT "SsoConnector_authMethodId_fkey" FOREIGN KEY ("authMethodId") REFERENCES "AuthMethod"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SsoIdentity" ADD CONSTRAINT "SsoIdentity_connectorId_fkey" FOREIGN KEY ("connectorId") REFERENCES "SsoConnector"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SsoIdentity" ADD CONSTRAINT "SsoIdentity_authMethodId_fkey" FOREIGN KEY ("authMethodId") REFERENCES "AuthMethod"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SsoIdentity" ADD CONSTRAINT "SsoIdentity_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SignInAttempt" ADD CONSTRAINT "SignInAttempt_connectorId_fkey" FOREIGN KEY ("connectorId") REFERENCES "SsoConnector"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SignInAttempt" ADD CONSTRAINT "SignInAttempt_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Crm" ADD CONSTRAINT "Crm_authMethodId_fkey" FOREIGN KEY ("authMethodId") REFERENCES "AuthMethod"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CrmObject" ADD CONSTRAINT "CrmObject_crmId_fkey" FOREIGN KEY ("crmId") REFERENCES "Crm"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CrmField" ADD CONSTRAINT "CrmField_objectId_fkey" FOREIGN KEY ("objectId") REFERENCES "CrmObject"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScreenPopScenario" ADD CONSTRAINT "ScreenPopScenario_crmId_fkey" FOREIGN KEY ("crmId") REFERENCES "Crm"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AssignmentRule" ADD CONSTRAINT "AssignmentRule_crmId_fkey" FOREIGN KEY ("crmId") REFERENCES "Crm"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProfileCrm" ADD CONSTRAINT "ProfileCrm_profileId_fkey" FOREIGN KEY ("profileId") REFERENCES "Profile"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProfileCrm" ADD CONSTRAINT "ProfileCrm_crmId_fkey" FOREIGN KEY ("crmId") REFERENCES "Crm"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProfileObject" ADD CONSTRAINT "ProfileObject_profileId_fkey" FOREIGN KEY ("profileId") REFERENCES "Profile"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProfileObject" ADD CONSTRAINT "ProfileObject_objectId_fkey" FOREIGN KEY ("objectId") REFERENCES "CrmObject"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Interaction" ADD CONSTRAINT "Interaction_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Interaction" ADD CONSTRAINT "Interaction_profileId_fkey" FOREIGN KEY ("profileId") REFERENCES "Profile"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InteractionEvent" ADD CONSTRAINT "InteractionEvent_interactionId_fkey" FOREIGN KEY ("interactionId") REFERENCES "Interaction"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InteractionAssignment" ADD CONSTRAINT "InteractionAssignment_interactionId_fkey" FOREIGN KEY ("interactionId") REFERENCES "Interaction"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InteractionAssignment" ADD CONSTRAINT "InteractionAssignment_crmId_fkey" FOREIGN KEY ("crmId") REFERENCES "Crm"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BannerEvent" ADD CONSTRAINT "BannerEvent_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BannerEvent" ADD CONSTRAINT "BannerEvent_interactionId_fkey" FOREIGN KEY ("interactionId") REFERENCES "Interaction"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiKey" ADD CONSTRAINT "ApiKey_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TagAssignment" ADD CONSTRAINT "TagAssignment_tagId_fkey" FOREIGN KEY ("tagId") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE;
