// Written by scripts/write-route-table.ts. Every route of the API, for its description and for the test of who may call what.
import * as accountPassword from './account/password/route';
import * as accountPreferences from './account/preferences/route';
import * as accountSessionsId from './account/sessions/[id]/route';
import * as accountSessions from './account/sessions/route';
import * as apiKeysId from './api-keys/[id]/route';
import * as apiKeys from './api-keys/route';
import * as crmFieldsIdDependencies from './crm-fields/[id]/dependencies/route';
import * as crmFieldsId from './crm-fields/[id]/route';
import * as crmObjectsIdDependencies from './crm-objects/[id]/dependencies/route';
import * as crmObjectsIdFieldsOrder from './crm-objects/[id]/fields/order/route';
import * as crmObjectsIdFields from './crm-objects/[id]/fields/route';
import * as crmObjectsId from './crm-objects/[id]/route';
import * as crmsIdDependencies from './crms/[id]/dependencies/route';
import * as crmsIdDuplicate from './crms/[id]/duplicate/route';
import * as crmsIdObjectsOrder from './crms/[id]/objects/order/route';
import * as crmsIdObjects from './crms/[id]/objects/route';
import * as crmsId from './crms/[id]/route';
import * as crmsIdRulesOrder from './crms/[id]/rules/order/route';
import * as crmsIdRules from './crms/[id]/rules/route';
import * as crmsIdScenariosOrder from './crms/[id]/scenarios/order/route';
import * as crmsIdScenarios from './crms/[id]/scenarios/route';
import * as crms from './crms/route';
import * as healthReady from './health/ready/route';
import * as health from './health/route';
import * as history from './history/route';
import * as openapiJson from './openapi.json/route';
import * as profilesIdDependencies from './profiles/[id]/dependencies/route';
import * as profilesIdDuplicate from './profiles/[id]/duplicate/route';
import * as profilesId from './profiles/[id]/route';
import * as profiles from './profiles/route';
import * as rolesIdDependencies from './roles/[id]/dependencies/route';
import * as rolesIdDuplicate from './roles/[id]/duplicate/route';
import * as rolesId from './roles/[id]/route';
import * as roles from './roles/route';
import * as rulesIdDuplicate from './rules/[id]/duplicate/route';
import * as rulesId from './rules/[id]/route';
import * as scenariosIdDuplicate from './scenarios/[id]/duplicate/route';
import * as scenariosId from './scenarios/[id]/route';
import * as setPassword from './set-password/route';
import * as settings from './settings/route';
import * as setup from './setup/route';
import * as usersIdDependencies from './users/[id]/dependencies/route';
import * as usersIdDisable from './users/[id]/disable/route';
import * as usersIdDuplicate from './users/[id]/duplicate/route';
import * as usersIdEnable from './users/[id]/enable/route';
import * as usersIdIdentitiesIdentityId from './users/[id]/identities/[identityId]/route';
import * as usersIdLinks from './users/[id]/links/route';
import * as usersId from './users/[id]/route';
import * as usersIdSessions from './users/[id]/sessions/route';
import * as usersIdSignInAttempts from './users/[id]/sign-in-attempts/route';
import * as usersIdUnlock from './users/[id]/unlock/route';
import * as users from './users/route';

export interface RouteModule {
  /** Below `app/api`. */
  file: string;
  exports: Record<string, unknown>;
}

/** Asked for, not read at once: the API’s description is a route of this table itself. */
export const routeModules = (): RouteModule[] => [
  { file: 'account/password/route', exports: accountPassword },
  { file: 'account/preferences/route', exports: accountPreferences },
  { file: 'account/sessions/[id]/route', exports: accountSessionsId },
  { file: 'account/sessions/route', exports: accountSessions },
  { file: 'api-keys/[id]/route', exports: apiKeysId },
  { file: 'api-keys/route', exports: apiKeys },
  { file: 'crm-fields/[id]/dependencies/route', exports: crmFieldsIdDependencies },
  { file: 'crm-fields/[id]/route', exports: crmFieldsId },
  { file: 'crm-objects/[id]/dependencies/route', exports: crmObjectsIdDependencies },
  { file: 'crm-objects/[id]/fields/order/route', exports: crmObjectsIdFieldsOrder },
  { file: 'crm-objects/[id]/fields/route', exports: crmObjectsIdFields },
  { file: 'crm-objects/[id]/route', exports: crmObjectsId },
  { file: 'crms/[id]/dependencies/route', exports: crmsIdDependencies },
  { file: 'crms/[id]/duplicate/route', exports: crmsIdDuplicate },
  { file: 'crms/[id]/objects/order/route', exports: crmsIdObjectsOrder },
  { file: 'crms/[id]/objects/route', exports: crmsIdObjects },
  { file: 'crms/[id]/route', exports: crmsId },
  { file: 'crms/[id]/rules/order/route', exports: crmsIdRulesOrder },
  { file: 'crms/[id]/rules/route', exports: crmsIdRules },
  { file: 'crms/[id]/scenarios/order/route', exports: crmsIdScenariosOrder },
  { file: 'crms/[id]/scenarios/route', exports: crmsIdScenarios },
  { file: 'crms/route', exports: crms },
  { file: 'health/ready/route', exports: healthReady },
  { file: 'health/route', exports: health },
  { file: 'history/route', exports: history },
  { file: 'openapi.json/route', exports: openapiJson },
  { file: 'profiles/[id]/dependencies/route', exports: profilesIdDependencies },
  { file: 'profiles/[id]/duplicate/route', exports: profilesIdDuplicate },
  { file: 'profiles/[id]/route', exports: profilesId },
  { file: 'profiles/route', exports: profiles },
  { file: 'roles/[id]/dependencies/route', exports: rolesIdDependencies },
  { file: 'roles/[id]/duplicate/route', exports: rolesIdDuplicate },
  { file: 'roles/[id]/route', exports: rolesId },
  { file: 'roles/route', exports: roles },
  { file: 'rules/[id]/duplicate/route', exports: rulesIdDuplicate },
  { file: 'rules/[id]/route', exports: rulesId },
  { file: 'scenarios/[id]/duplicate/route', exports: scenariosIdDuplicate },
  { file: 'scenarios/[id]/route', exports: scenariosId },
  { file: 'set-password/route', exports: setPassword },
  { file: 'settings/route', exports: settings },
  { file: 'setup/route', exports: setup },
  { file: 'users/[id]/dependencies/route', exports: usersIdDependencies },
  { file: 'users/[id]/disable/route', exports: usersIdDisable },
  { file: 'users/[id]/duplicate/route', exports: usersIdDuplicate },
  { file: 'users/[id]/enable/route', exports: usersIdEnable },
  { file: 'users/[id]/identities/[identityId]/route', exports: usersIdIdentitiesIdentityId },
  { file: 'users/[id]/links/route', exports: usersIdLinks },
  { file: 'users/[id]/route', exports: usersId },
  { file: 'users/[id]/sessions/route', exports: usersIdSessions },
  { file: 'users/[id]/sign-in-attempts/route', exports: usersIdSignInAttempts },
  { file: 'users/[id]/unlock/route', exports: usersIdUnlock },
  { file: 'users/route', exports: users },
];
