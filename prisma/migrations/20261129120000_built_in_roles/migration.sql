-- Built-in roles get new permissions without being saved again; other roles know which permissions are new to them.
CREATE TYPE "BuiltInRole" AS ENUM ('administrator', 'auditor', 'agent');
ALTER TABLE "Role" ADD COLUMN "builtIn" "BuiltInRole";
ALTER TABLE "Role" ADD COLUMN "knownPermissions" TEXT[];

-- Every permission that exists until now is known to every role.
UPDATE "Role" SET "knownPermissions" = ARRAY['auth-methods.access', 'auth-methods.create', 'auth-methods.modify', 'auth-methods.delete', 'sso-connectors.access', 'sso-connectors.create', 'sso-connectors.modify', 'sso-connectors.delete', 'crm.access', 'crm.create', 'crm.modify', 'crm.delete', 'users.access', 'users.create', 'users.modify', 'users.delete', 'roles.access', 'roles.create', 'roles.modify', 'roles.delete', 'profiles.access', 'profiles.create', 'profiles.modify', 'profiles.delete', 'tags.access', 'tags.create', 'tags.modify', 'tags.delete', 'api-keys.access', 'api-keys.create', 'api-keys.delete', 'interactions.access', 'interactions.modify', 'history.access', 'settings.access', 'settings.modify']::TEXT[];

-- A role is still the built-in one where it has both its name and exactly its permissions.
UPDATE "Role" SET "builtIn" = 'administrator'
WHERE "name" IN ('Administrator', 'Administrateur')
  AND "permissions" @> ARRAY['auth-methods.access', 'auth-methods.create', 'auth-methods.modify', 'auth-methods.delete', 'sso-connectors.access', 'sso-connectors.create', 'sso-connectors.modify', 'sso-connectors.delete', 'crm.access', 'crm.create', 'crm.modify', 'crm.delete', 'users.access', 'users.create', 'users.modify', 'users.delete', 'roles.access', 'roles.create', 'roles.modify', 'roles.delete', 'profiles.access', 'profiles.create', 'profiles.modify', 'profiles.delete', 'tags.access', 'tags.create', 'tags.modify', 'tags.delete', 'api-keys.access', 'api-keys.create', 'api-keys.delete', 'interactions.access', 'interactions.modify', 'history.access', 'settings.access', 'settings.modify']::TEXT[]
  AND "permissions" <@ ARRAY['auth-methods.access', 'auth-methods.create', 'auth-methods.modify', 'auth-methods.delete', 'sso-connectors.access', 'sso-connectors.create', 'sso-connectors.modify', 'sso-connectors.delete', 'crm.access', 'crm.create', 'crm.modify', 'crm.delete', 'users.access', 'users.create', 'users.modify', 'users.delete', 'roles.access', 'roles.create', 'roles.modify', 'roles.delete', 'profiles.access', 'profiles.create', 'profiles.modify', 'profiles.delete', 'tags.access', 'tags.create', 'tags.modify', 'tags.delete', 'api-keys.access', 'api-keys.create', 'api-keys.delete', 'interactions.access', 'interactions.modify', 'history.access', 'settings.access', 'settings.modify']::TEXT[];
UPDATE "Role" SET "builtIn" = 'auditor'
WHERE "name" IN ('Auditor', 'Auditeur')
  AND "permissions" @> ARRAY['auth-methods.access', 'sso-connectors.access', 'crm.access', 'users.access', 'roles.access', 'profiles.access', 'tags.access', 'api-keys.access', 'interactions.access', 'history.access', 'settings.access']::TEXT[]
  AND "permissions" <@ ARRAY['auth-methods.access', 'sso-connectors.access', 'crm.access', 'users.access', 'roles.access', 'profiles.access', 'tags.access', 'api-keys.access', 'interactions.access', 'history.access', 'settings.access']::TEXT[];
UPDATE "Role" SET "builtIn" = 'agent' WHERE "name" = 'Agent' AND "permissions" = '{}';
