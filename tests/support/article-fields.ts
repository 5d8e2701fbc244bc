import type { CrmFieldType } from '@/lib/domain/crm/field-types';

/** The documentation's three objects with their seventeen fields, in its words. */
export const ARTICLE_OBJECTS = ['contacts', 'tickets', 'calls'] as const;
export type ArticleObject = (typeof ARTICLE_OBJECTS)[number];

export const ARTICLE_NAMES: Record<ArticleObject, string> = {
  contacts: 'Contacts',
  tickets: 'Tickets',
  calls: 'Calls',
};

export const ARTICLE_FIELDS: Record<ArticleObject, { name: string; apiName: string; type: CrmFieldType }[]> = {
  contacts: [
    { name: 'First name', apiName: 'firstname', type: 'short_text' },
    { name: 'Last name', apiName: 'lastname', type: 'short_text' },
    { name: 'Phone number', apiName: 'phone', type: 'phone' },
    { name: 'Mobile phone number', apiName: 'mobilephone', type: 'phone' },
    { name: 'Email', apiName: 'email', type: 'email' },
  ],
  tickets: [
    { name: 'Ticket ID', apiName: 'hs_object_id', type: 'short_text' },
    { name: 'Ticket name', apiName: 'subject', type: 'short_text' },
    { name: 'Ticket status', apiName: 'hs_pipeline_stage', type: 'short_text' },
    { name: 'Ticket description', apiName: 'content', type: 'long_text' },
  ],
  calls: [
    { name: 'Call title', apiName: 'hs_call_title', type: 'short_text' },
    { name: 'Calls status', apiName: 'hs_call_status', type: 'short_text' },
    { name: 'Call direction', apiName: 'hs_call_direction', type: 'short_text' },
    { name: 'Call duration', apiName: 'hs_call_duration', type: 'numeric' },
    { name: 'From number', apiName: 'hs_call_from_number', type: 'phone' },
    { name: 'To number', apiName: 'hs_call_to_number', type: 'phone' },
    { name: 'Activity date', apiName: 'hs_timestamp', type: 'date_time' },
    { name: 'Call outcome', apiName: 'hs_call_disposition', type: 'short_text' },
  ],
};
