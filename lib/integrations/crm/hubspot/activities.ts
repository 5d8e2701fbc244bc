import type { FieldSource } from '@/lib/domain/interaction/data';
import type { KnownObject } from '../contract/manifest';
import { fromData, offered, usual } from './suggested-field';

/**
 * HubSpot's activities besides calls. They use the scopes of contacts, and only emails have one of their own to be read.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/activities/emails/guide
 */

const scopes: KnownObject['scopes'] = {
  read: ['crm.objects.contacts.read'],
  write: ['crm.objects.contacts.write'],
  schemaWrite: ['crm.schemas.contacts.write'],
};
const nobodysNumber = { phoneProperties: [], emailProperties: [], requiredOnCreate: ['hs_timestamp'] };

export const emailsObject: KnownObject = {
  apiName: 'emails',
  aliases: ['email'],
  typeId: '0-49',
  nameKey: 'objects.emails',
  scopes: { ...scopes, read: [...scopes.read, 'sales-email-read'] },
  fields: [
    { ...usual('emails', 'hs_email_subject', 'short_text'), filledFrom: fromData('subject') },
    { ...usual('emails', 'hs_email_html', 'long_text'), filledFrom: fromData('body'), isHtml: true },
    {
      ...usual('emails', 'hs_email_direction', 'short_text'),
      filledFrom: table('direction', ['incoming', 'INCOMING_EMAIL'], ['outgoing', 'EMAIL']),
      knownValues: [
        { value: 'INCOMING_EMAIL', labelKey: 'values.emailDirection.incoming' },
        { value: 'EMAIL', labelKey: 'values.emailDirection.outgoing' },
        { value: 'FORWARDED_EMAIL', labelKey: 'values.emailDirection.forwarded' },
      ],
    },
    // HubSpot derives the sender and the recipients that it shows from these.
    { ...usual('emails', 'hs_email_headers', 'long_text'), filledFrom: fromData('emailHeaders') },
    { ...usual('emails', 'hs_timestamp', 'date_time'), filledFrom: fromData('startedAt') },
    offered('emails', 'hs_email_text', 'long_text'),
    offered('emails', 'hs_email_status', 'short_text'),
    offered('emails', 'hubspot_owner_id', 'short_text'),
  ],
  titleProperties: ['hs_email_subject'],
  ...nobodysNumber,
};

/**
 * Messages: SMS, WhatsApp, LinkedIn and chats. HubSpot keeps neither subject nor direction of them, so the text says it.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/activities/communications/guide
 */
export const communicationsObject: KnownObject = {
  apiName: 'communications',
  aliases: ['communication'],
  typeId: '0-18',
  nameKey: 'objects.communications',
  scopes,
  fields: [
    {
      ...usual('communications', 'hs_communication_channel_type', 'short_text'),
      knownValues: [
        { value: 'SMS', labelKey: 'values.communicationChannel.sms' },
        { value: 'WHATS_APP', labelKey: 'values.communicationChannel.whatsApp' },
        { value: 'LINKEDIN_MESSAGE', labelKey: 'values.communicationChannel.linkedIn' },
        { value: 'CUSTOM_CHANNEL_CONVERSATION', labelKey: 'values.communicationChannel.chat' },
      ],
    },
    {
      ...usual('communications', 'hs_communication_logged_from', 'short_text'),
      filledFrom: { kind: 'literal', text: 'CRM' },
      knownValues: [{ value: 'CRM', labelKey: 'values.loggedFrom.crm' }],
    },
    {
      ...usual('communications', 'hs_communication_body', 'long_text'),
      filledFrom: { kind: 'template', text: '({{direction}}) {{subject}}\n{{body}}' },
      isHtml: true,
    },
    { ...usual('communications', 'hs_timestamp', 'date_time'), filledFrom: fromData('startedAt') },
    offered('communications', 'hubspot_owner_id', 'short_text'),
  ],
  titleProperties: ['hs_communication_channel_type'],
  ...nobodysNumber,
};

export const notesObject: KnownObject = {
  apiName: 'notes',
  aliases: ['note'],
  typeId: '0-46',
  nameKey: 'objects.notes',
  scopes,
  fields: [
    { ...usual('notes', 'hs_note_body', 'long_text'), filledFrom: fromData('body'), isHtml: true },
    { ...usual('notes', 'hs_timestamp', 'date_time'), filledFrom: fromData('startedAt') },
    offered('notes', 'hubspot_owner_id', 'short_text'),
  ],
  titleProperties: ['hs_note_body'],
  ...nobodysNumber,
};

export const tasksObject: KnownObject = {
  apiName: 'tasks',
  aliases: ['task'],
  typeId: '0-27',
  nameKey: 'objects.tasks',
  scopes,
  fields: [
    { ...usual('tasks', 'hs_task_subject', 'short_text'), filledFrom: fromData('subject') },
    { ...usual('tasks', 'hs_task_body', 'long_text'), filledFrom: fromData('body'), isHtml: true },
    {
      ...usual('tasks', 'hs_task_status', 'short_text'),
      knownValues: [
        { value: 'NOT_STARTED', labelKey: 'values.taskStatus.notStarted' },
        { value: 'IN_PROGRESS', labelKey: 'values.taskStatus.inProgress' },
        { value: 'WAITING', labelKey: 'values.taskStatus.waiting' },
        { value: 'DEFERRED', labelKey: 'values.taskStatus.deferred' },
        { value: 'COMPLETED', labelKey: 'values.taskStatus.completed' },
      ],
    },
    // When it is due.
    { ...usual('tasks', 'hs_timestamp', 'date_time'), filledFrom: fromData('endedAt') },
    offered('tasks', 'hs_task_priority', 'short_text'),
    offered('tasks', 'hs_task_type', 'short_text'),
    offered('tasks', 'hubspot_owner_id', 'short_text'),
  ],
  titleProperties: ['hs_task_subject'],
  ...nobodysNumber,
};

export const meetingsObject: KnownObject = {
  apiName: 'meetings',
  aliases: ['meeting'],
  typeId: '0-47',
  nameKey: 'objects.meetings',
  scopes,
  fields: [
    { ...usual('meetings', 'hs_meeting_title', 'short_text'), filledFrom: fromData('subject') },
    { ...usual('meetings', 'hs_meeting_body', 'long_text'), filledFrom: fromData('body'), isHtml: true },
    { ...usual('meetings', 'hs_meeting_start_time', 'date_time'), filledFrom: fromData('startedAt') },
    { ...usual('meetings', 'hs_meeting_end_time', 'date_time'), filledFrom: fromData('endedAt') },
    { ...usual('meetings', 'hs_timestamp', 'date_time'), filledFrom: fromData('startedAt') },
    offered('meetings', 'hs_meeting_outcome', 'short_text'),
    offered('meetings', 'hs_meeting_location', 'short_text'),
    offered('meetings', 'hubspot_owner_id', 'short_text'),
  ],
  titleProperties: ['hs_meeting_title'],
  ...nobodysNumber,
};

function table(key: 'direction', ...rows: [from: string, to: string][]): FieldSource {
  return { kind: 'data', key, table: rows.map(([from, to]) => ({ from, to })) };
}
