import type { SettingDefinition } from '../contract';

/**
 * Behaviours of the CRM APIs that HubSpot's documentation leaves open, each with the safest default to build against.
 */
export const crmSettingDefinitions: SettingDefinition[] = [
  {
    key: 'crm.indexDelayMs',
    description:
      'How long search doesn’t see a new value. HubSpot says "a few moments". Until then, search uses the previous value.',
    default: 1000,
    min: 0,
    max: 86_400_000,
  },
  {
    key: 'crm.updateOfUnwritableProperty',
    description:
      'What an update does with a property that does not exist or is read-only. A create always answers 400.',
    default: 'ignore',
    choices: ['ignore', 'refuse'],
  },
  {
    key: 'crm.deleteOfArchivedRecord',
    description: 'Status of archiving a record that is already archived or never existed.',
    default: '204',
    choices: ['204', '404'],
  },
  {
    key: 'crm.negativeFiltersMatchEmpty',
    description: 'Whether NEQ, NOT_IN and NOT_CONTAINS_TOKEN also find records without a value.',
    default: false,
  },
  {
    key: 'crm.isoDatesInFilters',
    description: 'Whether search filters accept ISO 8601 dates besides epoch milliseconds.',
    default: true,
  },
  {
    key: 'crm.uniqueCreationKeyWritable',
    description: 'Whether hs_unique_creation_key may be set by an app.',
    default: true,
  },
  {
    key: 'crm.firstCompanyBecomesPrimary',
    description: 'Whether the first company associated with a record becomes its primary one.',
    default: true,
  },
  {
    key: 'crm.mergedRecord',
    description: 'The result of a merge: a new record that both ids resolve to, or the primary record, as until 2025.',
    default: 'new',
    choices: ['new', 'primary'],
  },
  {
    key: 'crm.mergedId',
    description:
      'What the id of a merged record answers: the record that is left, or 404 like one that never existed. HubSpot doesn’t say.',
    default: 'record',
    choices: ['record', '404'],
  },
  {
    key: 'crm.partialUpsertsByEmail',
    description:
      'Whether a traced input of a batch upsert by email may fail alone. HubSpot says that "partial upserts" are not supported with email; here that means all or nothing.',
    default: false,
  },
  {
    key: 'crm.associatedIdsAs',
    description:
      'Whether toObjectId of listed associations is text, as the specification says, or a number, as the examples of the documentation show.',
    default: 'text',
    choices: ['text', 'number'],
  },
  {
    key: 'crm.missedCallStatus',
    description:
      'Whether hs_call_status has the option MISSED (and HOLD and UNKNOWN) besides those of the guide to the calls API.',
    default: true,
  },
  {
    key: 'crm.schemasWithoutEnterprise',
    description: 'Status of creating a custom object in an account without Enterprise.',
    default: '403',
    choices: ['403', '400'],
  },
  {
    key: 'crm.recordCreatorRules',
    description:
      'Properties an administrator requires when a record is created, enforced from version 2026-09 on. For example: contacts:lastname,phone;tickets:content',
    default: '',
  },
  {
    key: 'crm.conditionalRequiredRules',
    description:
      'Properties an administrator requires when another one has a value, enforced on every write from version 2026-09 on. For example: tickets:hs_ticket_priority=URGENT>content',
    default: '',
  },
];
