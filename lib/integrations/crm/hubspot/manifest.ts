import type { ProviderManifest } from '../contract/manifest';
import { communicationsObject, emailsObject, meetingsObject, notesObject, tasksObject } from './activities';
import { callsObject, companiesObject, contactsObject, dealsObject, ticketsObject } from './objects';
import {
  emailScenarioPreset,
  logCallPreset,
  logChatPreset,
  logEmailPreset,
  logSmsPreset,
  logWhatsAppPreset,
  phoneScenarioPreset,
} from './presets';
import { SEARCH_LIMITS } from './search-filters';

/** HubSpot's static data: names, scopes, common objects. Browser-safe. */
export const hubspotManifest: ProviderManifest = {
  id: 'hubspot',
  name: 'HubSpot',
  credentials: {
    environment: { labelKey: 'labels.environment', hintKey: 'credentials.environment' },
    clientId: { labelKey: 'labels.clientId', hintKey: 'credentials.clientId' },
    clientSecret: { labelKey: 'labels.clientSecret', hintKey: 'credentials.clientSecret' },
  },
  redirectPaths: { activation: '/api/authclients/hbdnakz/fzefdzs', signIn: '/api/sso/login/oauth/callback' },
  // https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/scopes
  scopes: [
    { scope: 'oauth', need: 'required', reasonKey: 'scopes.oauth' },
    { scope: 'crm.objects.contacts.read', need: 'required', reasonKey: 'scopes.contactsRead' },
    { scope: 'crm.objects.contacts.write', need: 'required', reasonKey: 'scopes.contactsWrite' },
    { scope: 'crm.objects.companies.read', need: 'required', reasonKey: 'scopes.companiesRead' },
    { scope: 'crm.objects.deals.read', need: 'required', reasonKey: 'scopes.dealsRead' },
    { scope: 'tickets', need: 'required', reasonKey: 'scopes.tickets' },
    { scope: 'crm.objects.owners.read', need: 'required', reasonKey: 'scopes.ownersRead' },
    { scope: 'crm.schemas.contacts.read', need: 'required', reasonKey: 'scopes.contactsSchemaRead' },
    // Allows us to add the unique property that prevents logging a call twice.
    { scope: 'crm.schemas.contacts.write', need: 'optional', reasonKey: 'scopes.contactsSchemaWrite' },
    { scope: 'crm.objects.custom.read', need: 'optional', reasonKey: 'scopes.customRead' },
    { scope: 'crm.schemas.custom.read', need: 'optional', reasonKey: 'scopes.customSchemaRead' },
  ],
  objects: [
    contactsObject,
    companiesObject,
    dealsObject,
    ticketsObject,
    callsObject,
    emailsObject,
    communicationsObject,
    notesObject,
    tasksObject,
    meetingsObject,
  ],
  customObjectScopes: {
    read: ['crm.objects.custom.read', 'crm.schemas.custom.read'],
    write: ['crm.objects.custom.write'],
    schemaWrite: ['crm.schemas.custom.write'],
  },
  // https://developers.hubspot.com/docs/api-reference/latest/crm/owners/guide
  ownerProperty: 'hubspot_owner_id',
  associations: [
    { from: 'contacts', to: 'companies' },
    { from: 'contacts', to: 'deals' },
    { from: 'contacts', to: 'tickets' },
    { from: 'companies', to: 'deals' },
    { from: 'companies', to: 'tickets' },
    { from: 'deals', to: 'tickets' },
    ...['contacts', 'companies', 'deals', 'tickets'].flatMap((from) =>
      ['calls', 'emails', 'communications', 'notes', 'tasks', 'meetings'].map((to) => ({ from, to })),
    ),
  ],
  conditionsPerSearch: SEARCH_LIMITS.filtersPerGroup,
  presets: {
    scenarios: [phoneScenarioPreset, emailScenarioPreset],
    rules: [logCallPreset, logEmailPreset, logSmsPreset, logWhatsAppPreset, logChatPreset],
  },
  helpLinks: [
    { labelKey: 'help.legacyApps', url: 'https://developers.hubspot.com/docs/apps/legacy-apps/public-apps/overview' },
    {
      labelKey: 'help.projectApps',
      url: 'https://developers.hubspot.com/docs/apps/developer-platform/build-apps/overview',
    },
    {
      labelKey: 'help.scopes',
      url: 'https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/scopes',
    },
    {
      labelKey: 'help.oauth',
      url: 'https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/oauth/working-with-oauth',
    },
    {
      labelKey: 'help.properties',
      url: 'https://developers.hubspot.com/docs/api-reference/latest/crm/properties/guide',
    },
    {
      labelKey: 'help.calls',
      url: 'https://developers.hubspot.com/docs/api-reference/latest/crm/activities/calls/guide',
    },
  ],
};
