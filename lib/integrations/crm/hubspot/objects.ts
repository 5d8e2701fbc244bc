import type { KnownObject } from '../contract/manifest';
import { fromData, offered, usual } from './suggested-field';

/**
 * The objects that contact centres use, with their common properties.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/understanding-the-crm
 */
export const contactsObject: KnownObject = {
  apiName: 'contacts',
  aliases: ['contact'],
  typeId: '0-1',
  nameKey: 'objects.contacts',
  scopes: {
    read: ['crm.objects.contacts.read'],
    write: ['crm.objects.contacts.write'],
    schemaWrite: ['crm.schemas.contacts.write'],
  },
  fields: [
    usual('contacts', 'firstname', 'short_text'),
    usual('contacts', 'lastname', 'short_text'),
    usual('contacts', 'phone', 'phone'),
    usual('contacts', 'mobilephone', 'phone'),
    usual('contacts', 'email', 'email'),
    offered('contacts', 'company', 'short_text'),
    offered('contacts', 'jobtitle', 'short_text'),
    offered('contacts', 'city', 'short_text'),
    offered('contacts', 'country', 'short_text'),
    offered('contacts', 'website', 'url'),
  ],
  titleProperties: ['firstname', 'lastname'],
  phoneProperties: ['phone', 'mobilephone'],
  emailProperties: ['email'],
  // HubSpot identifies a contact by these too: https://developers.hubspot.com/docs/api-reference/latest/crm/search-the-crm
  furtherProperties: { email: ['hs_additional_emails'] },
  requiredOnCreate: [],
};

export const companiesObject: KnownObject = {
  apiName: 'companies',
  aliases: ['company'],
  typeId: '0-2',
  nameKey: 'objects.companies',
  scopes: {
    read: ['crm.objects.companies.read'],
    write: ['crm.objects.companies.write'],
    schemaWrite: ['crm.schemas.companies.write'],
  },
  fields: [
    usual('companies', 'name', 'short_text'),
    usual('companies', 'domain', 'short_text'),
    usual('companies', 'phone', 'phone'),
    usual('companies', 'city', 'short_text'),
    offered('companies', 'country', 'short_text'),
    offered('companies', 'website', 'url'),
  ],
  titleProperties: ['name'],
  phoneProperties: ['phone'],
  emailProperties: [],
  requiredOnCreate: ['name'],
};

export const dealsObject: KnownObject = {
  apiName: 'deals',
  aliases: ['deal'],
  typeId: '0-3',
  nameKey: 'objects.deals',
  scopes: {
    read: ['crm.objects.deals.read'],
    write: ['crm.objects.deals.write'],
    schemaWrite: ['crm.schemas.deals.write'],
  },
  fields: [
    usual('deals', 'dealname', 'short_text'),
    usual('deals', 'dealstage', 'short_text'),
    usual('deals', 'amount', 'numeric'),
    usual('deals', 'closedate', 'date_time'),
    offered('deals', 'pipeline', 'short_text'),
  ],
  titleProperties: ['dealname'],
  phoneProperties: [],
  emailProperties: [],
  requiredOnCreate: ['dealname', 'dealstage', 'pipeline'],
};

/** HubSpot has one scope for reading and writing tickets. */
export const ticketsObject: KnownObject = {
  apiName: 'tickets',
  aliases: ['ticket'],
  typeId: '0-5',
  nameKey: 'objects.tickets',
  scopes: { read: ['tickets'], write: ['tickets'], schemaWrite: ['tickets'] },
  fields: [
    { ...usual('tickets', 'hs_object_id', 'short_text'), isReadOnly: true },
    usual('tickets', 'subject', 'short_text'),
    usual('tickets', 'hs_pipeline_stage', 'short_text'),
    usual('tickets', 'content', 'long_text'),
    {
      ...offered('tickets', 'hs_ticket_priority', 'list'),
      knownValues: [
        { value: 'LOW', labelKey: 'values.ticketPriority.low' },
        { value: 'MEDIUM', labelKey: 'values.ticketPriority.medium' },
        { value: 'HIGH', labelKey: 'values.ticketPriority.high' },
        { value: 'URGENT', labelKey: 'values.ticketPriority.urgent' },
      ],
    },
    offered('tickets', 'hs_pipeline', 'short_text'),
  ],
  titleProperties: ['subject'],
  phoneProperties: [],
  emailProperties: [],
  requiredOnCreate: ['subject', 'hs_pipeline_stage'],
};

/**
 * Calls use the scopes of contacts. Outcomes have fixed ids in every account.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/activities/calls/guide
 */
export const callsObject: KnownObject = {
  apiName: 'calls',
  aliases: ['call'],
  typeId: '0-48',
  nameKey: 'objects.calls',
  scopes: {
    read: ['crm.objects.contacts.read'],
    write: ['crm.objects.contacts.write'],
    schemaWrite: ['crm.schemas.contacts.write'],
  },
  fields: [
    {
      ...usual('calls', 'hs_call_title', 'short_text'),
      filledFrom: { kind: 'template', text: '{{fromNumber}} → {{toNumber}} · {{firstAndLastAgent}}' },
    },
    {
      ...usual('calls', 'hs_call_status', 'short_text'),
      filledFrom: {
        kind: 'data',
        key: 'result',
        table: [
          { from: 'answered', to: 'COMPLETED' },
          { from: 'missed', to: 'MISSED' },
          { from: 'unanswered', to: 'NO_ANSWER' },
        ],
      },
      knownValues: [
        { value: 'COMPLETED', labelKey: 'values.callStatus.completed' },
        { value: 'MISSED', labelKey: 'values.callStatus.missed' },
        { value: 'NO_ANSWER', labelKey: 'values.callStatus.noAnswer' },
        { value: 'BUSY', labelKey: 'values.callStatus.busy' },
        { value: 'CANCELED', labelKey: 'values.callStatus.canceled' },
        { value: 'FAILED', labelKey: 'values.callStatus.failed' },
        { value: 'IN_PROGRESS', labelKey: 'values.callStatus.inProgress' },
        { value: 'QUEUED', labelKey: 'values.callStatus.queued' },
        { value: 'RINGING', labelKey: 'values.callStatus.ringing' },
        { value: 'CONNECTING', labelKey: 'values.callStatus.connecting' },
        { value: 'CALLING_CRM_USER', labelKey: 'values.callStatus.callingUser' },
      ],
    },
    {
      ...usual('calls', 'hs_call_direction', 'short_text'),
      filledFrom: {
        kind: 'data',
        key: 'direction',
        table: [
          { from: 'incoming', to: 'INBOUND' },
          { from: 'outgoing', to: 'OUTBOUND' },
        ],
      },
      knownValues: [
        { value: 'INBOUND', labelKey: 'values.callDirection.incoming' },
        { value: 'OUTBOUND', labelKey: 'values.callDirection.outgoing' },
      ],
    },
    { ...usual('calls', 'hs_call_duration', 'numeric'), filledFrom: fromData('durationMs'), unit: 'milliseconds' },
    { ...usual('calls', 'hs_call_from_number', 'phone'), filledFrom: fromData('fromNumber') },
    { ...usual('calls', 'hs_call_to_number', 'phone'), filledFrom: fromData('toNumber') },
    { ...usual('calls', 'hs_timestamp', 'date_time'), filledFrom: fromData('startedAt') },
    {
      ...usual('calls', 'hs_call_disposition', 'short_text'),
      // The default outcomes. Custom ones are added to the rule by hand.
      filledFrom: {
        kind: 'data',
        key: 'outcome',
        table: [
          { from: 'Connected', to: 'f240bbac-87c9-4f6e-bf70-924b57d47db7' },
          { from: 'Busy', to: '9d9162e7-6cf3-4944-bf63-4dff82258764' },
          { from: 'No answer', to: '73a0d17f-1163-4015-bdd5-ec830791da20' },
          { from: 'Left voicemail', to: 'b2cf5968-551e-4856-9783-52b3da59a7d0' },
          { from: 'Left live message', to: 'a4c4c377-d246-4b32-a13b-75a56a4cd0ff' },
          { from: 'Wrong number', to: '17b47fee-58de-441e-a44c-c6300d46f273' },
        ],
      },
      knownValues: [
        { value: 'f240bbac-87c9-4f6e-bf70-924b57d47db7', labelKey: 'values.callOutcome.connected' },
        { value: '9d9162e7-6cf3-4944-bf63-4dff82258764', labelKey: 'values.callOutcome.busy' },
        { value: '73a0d17f-1163-4015-bdd5-ec830791da20', labelKey: 'values.callOutcome.noAnswer' },
        { value: 'b2cf5968-551e-4856-9783-52b3da59a7d0', labelKey: 'values.callOutcome.leftVoicemail' },
        { value: 'a4c4c377-d246-4b32-a13b-75a56a4cd0ff', labelKey: 'values.callOutcome.leftLiveMessage' },
        { value: '17b47fee-58de-441e-a44c-c6300d46f273', labelKey: 'values.callOutcome.wrongNumber' },
      ],
    },
    { ...offered('calls', 'hs_call_body', 'long_text'), isHtml: true },
    { ...offered('calls', 'hs_call_recording_url', 'url'), filledFrom: fromData('recordingUrl') },
    offered('calls', 'hubspot_owner_id', 'short_text'),
  ],
  titleProperties: ['hs_call_title'],
  phoneProperties: ['hs_call_from_number', 'hs_call_to_number'],
  emailProperties: [],
  requiredOnCreate: ['hs_timestamp'],
};
