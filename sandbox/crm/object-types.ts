/** A CRM object. A custom object's is built from its schema. */
export interface ObjectType {
  /** `0-1` for contacts, `2-n` for custom objects. */
  id: string;
  singular: string;
  /** The name in paths, and the key under `associations` of a record. */
  plural: string;
  singularLabel: string;
  pluralLabel: string;
  /** All of these are required. */
  readScopes: string[];
  writeScopes: string[];
  /** One of these is required to change the object's properties and pipelines. */
  schemaScopes: string[];
  /** Returned when a request names no properties. */
  defaultProperties: string[];
  /** Required on creation. One property of each entry is enough. */
  requiredProperties: string[][];
  /** The properties that a search's `query` matches. */
  searchableProperties: string[];
  createdProperty: string;
  modifiedProperty: string;
  /** The properties that make up the record's title. */
  titleProperties: string[];
  detailProperty: string | null;
  /** Set for custom objects: `p{portalId}_{name}`. */
  fullyQualifiedName?: string;
}

const contactScopes = {
  readScopes: ['crm.objects.contacts.read'],
  writeScopes: ['crm.objects.contacts.write'],
  schemaScopes: ['crm.schemas.contacts.write'],
};

/** https://developers.hubspot.com/docs/guides/crm/understanding-the-crm */
export const standardObjectTypes: ObjectType[] = [
  {
    id: '0-1',
    singular: 'contact',
    plural: 'contacts',
    singularLabel: 'Contact',
    pluralLabel: 'Contacts',
    ...contactScopes,
    defaultProperties: ['createdate', 'email', 'firstname', 'hs_object_id', 'lastmodifieddate', 'lastname'],
    requiredProperties: [],
    searchableProperties: [
      'firstname',
      'lastname',
      'email',
      'phone',
      'hs_additional_emails',
      'fax',
      'mobilephone',
      'company',
      'hs_searchable_calculated_phone_number',
      'hs_searchable_calculated_mobile_number',
    ],
    createdProperty: 'createdate',
    modifiedProperty: 'lastmodifieddate',
    titleProperties: ['firstname', 'lastname'],
    detailProperty: 'email',
  },
  {
    id: '0-2',
    singular: 'company',
    plural: 'companies',
    singularLabel: 'Company',
    pluralLabel: 'Companies',
    readScopes: ['crm.objects.companies.read'],
    writeScopes: ['crm.objects.companies.write'],
    schemaScopes: ['crm.schemas.companies.write'],
    defaultProperties: ['createdate', 'domain', 'hs_lastmodifieddate', 'hs_object_id', 'name'],
    requiredProperties: [['domain', 'name']],
    searchableProperties: ['website', 'phone', 'name', 'domain'],
    createdProperty: 'createdate',
    modifiedProperty: 'hs_lastmodifieddate',
    titleProperties: ['name'],
    detailProperty: 'domain',
  },
  {
    id: '0-3',
    singular: 'deal',
    plural: 'deals',
    singularLabel: 'Deal',
    pluralLabel: 'Deals',
    readScopes: ['crm.objects.deals.read'],
    writeScopes: ['crm.objects.deals.write'],
    schemaScopes: ['crm.schemas.deals.write'],
    defaultProperties: [
      'amount',
      'closedate',
      'createdate',
      'dealname',
      'dealstage',
      'hs_lastmodifieddate',
      'hs_object_id',
      'pipeline',
    ],
    requiredProperties: [['dealname'], ['dealstage']],
    searchableProperties: ['dealname', 'pipeline', 'dealstage', 'description', 'dealtype'],
    createdProperty: 'createdate',
    modifiedProperty: 'hs_lastmodifieddate',
    titleProperties: ['dealname'],
    detailProperty: 'amount',
  },
  {
    id: '0-5',
    singular: 'ticket',
    plural: 'tickets',
    singularLabel: 'Ticket',
    pluralLabel: 'Tickets',
    readScopes: ['tickets'],
    writeScopes: ['tickets'],
    schemaScopes: ['tickets'],
    defaultProperties: [
      'content',
      'createdate',
      'hs_lastmodifieddate',
      'hs_object_id',
      'hs_pipeline',
      'hs_pipeline_stage',
      'hs_ticket_category',
      'hs_ticket_priority',
      'subject',
    ],
    requiredProperties: [['subject'], ['hs_pipeline_stage']],
    searchableProperties: ['subject', 'content', 'hs_pipeline_stage', 'hs_ticket_category', 'hs_ticket_id'],
    createdProperty: 'createdate',
    modifiedProperty: 'hs_lastmodifieddate',
    titleProperties: ['subject'],
    detailProperty: 'hs_ticket_id',
  },
  {
    id: '0-7',
    singular: 'product',
    plural: 'products',
    singularLabel: 'Product',
    pluralLabel: 'Products',
    readScopes: ['e-commerce'],
    writeScopes: ['e-commerce'],
    schemaScopes: ['e-commerce'],
    defaultProperties: ['createdate', 'description', 'hs_lastmodifieddate', 'hs_object_id', 'name', 'price'],
    requiredProperties: [['name']],
    searchableProperties: ['name', 'description', 'price', 'hs_sku'],
    createdProperty: 'createdate',
    modifiedProperty: 'hs_lastmodifieddate',
    titleProperties: ['name'],
    detailProperty: 'price',
  },
  activity('0-48', 'call', 'calls', 'Call', 'Calls', ['hs_call_title', 'hs_body_preview']),
  activity('0-46', 'note', 'notes', 'Note', 'Notes', ['hs_note_body', 'hs_body_preview']),
  activity('0-27', 'task', 'tasks', 'Task', 'Tasks', ['hs_task_subject', 'hs_body_preview']),
  activity('0-47', 'meeting', 'meetings', 'Meeting', 'Meetings', ['hs_meeting_title', 'hs_body_preview']),
  {
    ...activity('0-49', 'email', 'emails', 'Email', 'Emails', ['hs_email_subject', 'hs_body_preview']),
    readScopes: ['crm.objects.contacts.read', 'sales-email-read'],
  },
  activity('0-18', 'communication', 'communications', 'Communication', 'Communications', [
    'hs_communication_body',
    'hs_body_preview',
  ]),
];

export const activityTypeIds = ['0-48', '0-46', '0-27', '0-47', '0-49', '0-18'];

/**
 * HubSpot's other objects, by type id and name: nothing here is linked with them, but requesting such links isn't an
 * error.
 */
export const unservedObjects = new Set([
  '0-8',
  'line_item',
  'line_items',
  '0-11',
  'conversation',
  'conversations',
  '0-14',
  'quote',
  'quotes',
  '0-53',
  'invoice',
  'invoices',
  '0-69',
  'subscription',
  'subscriptions',
  '0-115',
  'user',
  'users',
  '0-116',
  'postal_mail',
  '0-123',
  'order',
  'orders',
  '0-136',
  'lead',
  'leads',
  '0-162',
  'service',
  'services',
  'feedback_submission',
  'feedback_submissions',
  'goal_target',
  'goal_targets',
  'tax',
  'taxes',
]);

/** Calls, notes, tasks, meetings, emails and messages use the contacts scopes and require only a time. */
function activity(
  id: string,
  singular: string,
  plural: string,
  singularLabel: string,
  pluralLabel: string,
  searchable: string[],
): ObjectType {
  return {
    id,
    singular,
    plural,
    singularLabel,
    pluralLabel,
    ...contactScopes,
    defaultProperties: ['hs_createdate', 'hs_lastmodifieddate', 'hs_object_id'],
    requiredProperties: [['hs_timestamp']],
    searchableProperties: searchable,
    createdProperty: 'hs_createdate',
    modifiedProperty: 'hs_lastmodifieddate',
    titleProperties: searchable.slice(0, 1),
    detailProperty: 'hs_timestamp',
  };
}
