import { defineIn } from './define';
import type { PropertyDefinition, PropertyGroup } from './define';
import { systemProperties } from './system';

const call = defineIn('call');
const note = defineIn('note');
const task = defineIn('task');
const meeting = defineIn('meeting');
const email = defineIn('email');
const communication = defineIn('communication');

export const activityGroups = (name: string): PropertyGroup[] => [
  { name, label: `${name.charAt(0).toUpperCase()}${name.slice(1)} Information`, displayOrder: 0, archived: false },
  { name: 'engagement', label: 'Engagement Information', displayOrder: 1, archived: false },
];

/** Shared by every kind of activity. */
function engagement(groupName: string): PropertyDefinition[] {
  const define = defineIn('engagement');
  return [
    ...systemProperties(groupName, 'hs_createdate', 'hs_lastmodifieddate'),
    define('hs_timestamp', 'Activity date', 'datetime/date'),
    define('hs_activity_type', 'Activity type', 'enumeration/select', { externalOptions: true }),
    define('hs_attachment_ids', 'Attached file IDs', 'string/text'),
    define('hs_body_preview', 'Body preview', 'string/textarea', { calculated: true }),
    define('hs_body_preview_html', 'HTML body preview', 'string/textarea', { calculated: true }),
    define('hs_body_preview_is_truncated', 'Body preview truncated', 'bool/booleancheckbox', { calculated: true }),
  ];
}

/** The default outcomes of every portal. https://developers.hubspot.com/docs/guides/api/crm/engagements/calls */
export const callDispositions = {
  '9d9162e7-6cf3-4944-bf63-4dff82258764': 'Busy',
  'f240bbac-87c9-4f6e-bf70-924b57d47db7': 'Connected',
  'a4c4c377-d246-4b32-a13b-75a56a4cd0ff': 'Left live message',
  'b2cf5968-551e-4856-9783-52b3da59a7d0': 'Left voicemail',
  '73a0d17f-1163-4015-bdd5-ec830791da20': 'No answer',
  '17b47fee-58de-441e-a44c-c6300d46f273': 'Wrong number',
};

export const callProperties: PropertyDefinition[] = [
  ...engagement('call'),
  call('hs_call_title', 'Call Title', 'string/text'),
  call('hs_call_body', 'Call notes', 'string/html'),
  call('hs_call_duration', 'Call duration', 'number/number'),
  call('hs_call_direction', 'Call direction', 'enumeration/select', { options: ['INBOUND', 'OUTBOUND'] }),
  call('hs_call_status', 'Call status', 'enumeration/select', {
    options: [
      'BUSY',
      'CALLING_CRM_USER',
      'CANCELED',
      'COMPLETED',
      'CONNECTING',
      'FAILED',
      'HOLD',
      'IN_PROGRESS',
      'MISSED',
      'NO_ANSWER',
      'QUEUED',
      'RINGING',
      'UNKNOWN',
    ],
  }),
  call('hs_call_disposition', 'Call outcome', 'enumeration/select', { options: callDispositions }),
  call('hs_call_from_number', 'From Number', 'string/text'),
  call('hs_call_to_number', 'To Number', 'string/text'),
  call('hs_call_recording_url', 'Recording URL', 'string/text'),
  call('hs_call_source', 'Call source', 'enumeration/select', { options: ['INTEGRATIONS_PLATFORM'] }),
  call('hs_call_app_id', 'App ID', 'string/text'),
  call('hs_call_external_id', 'External ID', 'string/text'),
  call('hs_call_external_account_id', 'External Account ID', 'string/text'),
  call('hs_call_callee_object_id', 'Callee object id', 'number/number'),
  call('hs_call_callee_object_type', 'Callee object type', 'enumeration/select', {
    options: ['CONTACT', 'COMPANY', 'UNKNOWN'],
  }),
  call('hs_call_callee_object_type_id', 'Callee object type id', 'string/text'),
  call('hs_call_has_voicemail', 'Has voicemail', 'bool/booleancheckbox'),
  call('hs_call_summary', 'Call Summary', 'string/html'),
];

export const noteProperties: PropertyDefinition[] = [
  ...engagement('note'),
  note('hs_note_body', 'Note body', 'string/html'),
];

export const taskProperties: PropertyDefinition[] = [
  ...engagement('task'),
  task('hs_task_subject', 'Task Title', 'string/text'),
  task('hs_task_body', 'Task Notes', 'string/html'),
  task('hs_task_status', 'Task Status', 'enumeration/select', {
    options: ['COMPLETED', 'DEFERRED', 'IN_PROGRESS', 'NOT_STARTED', 'WAITING'],
  }),
  task('hs_task_priority', 'Priority', 'enumeration/select', { options: ['NONE', 'LOW', 'MEDIUM', 'HIGH'] }),
  task('hs_task_type', 'Task Type', 'enumeration/radio', {
    options: ['CALL', 'EMAIL', 'LINKED_IN_CONNECT', 'LINKED_IN_MESSAGE', 'MEETING', 'TODO'],
  }),
  task('hs_task_reminders', 'Reminders', 'string/text'),
];

export const meetingProperties: PropertyDefinition[] = [
  ...engagement('meeting'),
  meeting('hs_meeting_title', 'Meeting name', 'string/text'),
  meeting('hs_meeting_body', 'Meeting description', 'string/html'),
  meeting('hs_internal_meeting_notes', 'Internal meeting notes', 'string/html'),
  meeting('hs_meeting_external_url', 'External URL', 'string/text'),
  meeting('hs_meeting_location', 'Location', 'string/text'),
  meeting('hs_meeting_start_time', 'Meeting start time', 'datetime/date'),
  meeting('hs_meeting_end_time', 'Meeting end time', 'datetime/date'),
  meeting('hs_meeting_outcome', 'Meeting outcome', 'enumeration/select', {
    options: ['SCHEDULED', 'COMPLETED', 'RESCHEDULED', 'NO_SHOW', 'CANCELED'],
  }),
];

export const emailProperties: PropertyDefinition[] = [
  ...engagement('email'),
  email('hs_email_subject', 'Email subject', 'string/text'),
  email('hs_email_text', 'Email body', 'string/textarea'),
  email('hs_email_html', 'Email HTML', 'string/html'),
  email('hs_email_direction', 'Email direction', 'enumeration/select', {
    options: ['EMAIL', 'INCOMING_EMAIL', 'FORWARDED_EMAIL'],
  }),
  email('hs_email_status', 'Email send status', 'enumeration/select', {
    options: ['BOUNCED', 'FAILED', 'SCHEDULED', 'SENDING', 'SENT'],
  }),
  email('hs_email_headers', 'Email headers', 'string/text'),
  email('hs_email_from_email', 'Email From Address', 'string/text', { calculated: true }),
  email('hs_email_to_email', 'Email To Address', 'string/text', { calculated: true }),
];

export const communicationProperties: PropertyDefinition[] = [
  ...engagement('communication'),
  communication('hs_communication_channel_type', 'Channel type', 'enumeration/select', {
    options: ['SMS', 'WHATS_APP', 'LINKEDIN_MESSAGE', 'CUSTOM_CHANNEL_CONVERSATION'],
  }),
  communication('hs_communication_logged_from', 'Logged from', 'enumeration/select', { options: ['CRM'] }),
  communication('hs_communication_body', 'Communication body', 'string/html'),
];
