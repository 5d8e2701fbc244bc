import { defineIn } from './define';
import type { PropertyDefinition, PropertyGroup } from './define';
import { systemProperties } from './system';

const define = defineIn('contactinformation');
const calculated = { calculated: true };

export const contactGroups: PropertyGroup[] = [
  { name: 'contactinformation', label: 'Contact information', displayOrder: 0, archived: false },
  { name: 'contact_activity', label: 'Contact activity', displayOrder: 1, archived: false },
  { name: 'conversioninformation', label: 'Conversion information', displayOrder: 2, archived: false },
];

/** In order. HubSpot only moves a contact forward. */
export const lifecycleStages = {
  subscriber: 'Subscriber',
  lead: 'Lead',
  marketingqualifiedlead: 'Marketing Qualified Lead',
  salesqualifiedlead: 'Sales Qualified Lead',
  opportunity: 'Opportunity',
  customer: 'Customer',
  evangelist: 'Evangelist',
  other: 'Other',
};

/** https://developers.hubspot.com/docs/guides/api/crm/objects/contacts */
export const contactProperties: PropertyDefinition[] = [
  ...systemProperties('contactinformation', 'createdate', 'lastmodifieddate'),
  define('email', 'Email', 'string/text', { hasUniqueValue: true, formField: true }),
  define('hs_additional_emails', 'Additional email addresses', 'enumeration/checkbox', { externalOptions: true }),
  define('hs_email_domain', 'Email Domain', 'string/text', calculated),
  define('firstname', 'First Name', 'string/text', { formField: true }),
  define('lastname', 'Last Name', 'string/text', { formField: true }),
  define('salutation', 'Salutation', 'string/text', { formField: true }),
  define('hs_full_name_or_email', 'Full name or email', 'string/text', calculated),
  define('phone', 'Phone Number', 'string/phonenumber', { formField: true }),
  define('mobilephone', 'Mobile Phone Number', 'string/phonenumber', { formField: true }),
  define('fax', 'Fax Number', 'string/phonenumber', { formField: true }),
  define('hs_calculated_phone_number', 'Calculated Phone Number in International Format', 'string/text', calculated),
  define('hs_calculated_phone_number_country_code', 'Calculated Phone Number Country Code', 'string/text', calculated),
  define('hs_calculated_phone_number_region_code', 'Calculated Phone Number Region', 'string/text', calculated),
  define('hs_calculated_mobile_number', 'Calculated Mobile Number in International Format', 'string/text', calculated),
  define(
    'hs_searchable_calculated_phone_number',
    'Phone number without country code',
    'phone_number/phonenumber',
    calculated,
  ),
  define(
    'hs_searchable_calculated_mobile_number',
    'Mobile number without country code',
    'phone_number/phonenumber',
    calculated,
  ),
  define(
    'hs_searchable_calculated_international_phone_number',
    'Phone number with country code',
    'phone_number/phonenumber',
    calculated,
  ),
  define(
    'hs_searchable_calculated_international_mobile_number',
    'Mobile number with country code',
    'phone_number/phonenumber',
    calculated,
  ),
  define('hs_whatsapp_phone_number', 'WhatsApp Phone Number', 'string/phonenumber'),
  define('company', 'Company Name', 'string/text', { formField: true }),
  define('associatedcompanyid', 'Primary Associated Company ID', 'number/number', { externalOptions: true }),
  define('jobtitle', 'Job Title', 'string/text', { formField: true }),
  define('website', 'Website URL', 'string/text', { formField: true }),
  define('address', 'Street Address', 'string/text', { formField: true }),
  define('city', 'City', 'string/text', { formField: true }),
  define('state', 'State/Region', 'string/text', { formField: true }),
  define('zip', 'Postal Code', 'string/text', { formField: true }),
  define('country', 'Country/Region', 'string/text', { formField: true }),
  define('hs_language', 'Preferred language', 'enumeration/select', {
    options: { en: 'English', fr: 'French', de: 'German', es: 'Spanish', it: 'Italian', nl: 'Dutch' },
  }),
  define('hs_timezone', 'Time Zone', 'enumeration/select', {
    options: {
      europe_slash_paris: 'UTC +01:00 Europe Paris',
      europe_slash_london: 'UTC +00:00 Europe London',
      europe_slash_berlin: 'UTC +01:00 Europe Berlin',
      america_slash_new_york: 'UTC -05:00 America New York',
    },
  }),
  define('date_of_birth', 'Date of birth', 'string/text', { formField: true }),
  define('industry', 'Industry', 'string/text', { formField: true }),
  define('message', 'Message', 'string/textarea', { formField: true }),
  define('annualrevenue', 'Annual Revenue', 'string/text', { formField: true }),
  define('numemployees', 'Number of Employees', 'enumeration/select', {
    options: ['1-5', '5-25', '25-50', '50-100', '100-500', '500-1000', '1000+'],
  }),
  define('lifecyclestage', 'Lifecycle Stage', 'enumeration/radio', { options: lifecycleStages }),
  define('hs_lead_status', 'Lead Status', 'enumeration/radio', {
    options: {
      NEW: 'New',
      OPEN: 'Open',
      IN_PROGRESS: 'In Progress',
      OPEN_DEAL: 'Open Deal',
      UNQUALIFIED: 'Unqualified',
      ATTEMPTED_TO_CONTACT: 'Attempted to Contact',
      CONNECTED: 'Connected',
      BAD_TIMING: 'Bad Timing',
    },
  }),
  define('hs_marketable_status', 'Marketing contact status', 'enumeration/booleancheckbox', {
    readOnly: true,
    options: { true: 'Marketing contact', false: 'Non-marketing contact' },
  }),
  define('hs_email_optout', 'Unsubscribed from all email', 'bool/booleancheckbox', { readOnly: true }),
  define('hs_pinned_engagement_id', 'Pinned Engagement ID', 'number/number'),
  define('num_associated_deals', 'Number of Associated Deals', 'number/number', {
    readOnly: true,
    groupName: 'contact_activity',
  }),
  define('notes_last_contacted', 'Last Contacted', 'datetime/date', { readOnly: true, groupName: 'contact_activity' }),
  define('notes_last_updated', 'Last Activity Date', 'datetime/date', {
    readOnly: true,
    groupName: 'contact_activity',
  }),
  define('num_conversion_events', 'Number of Form Submissions', 'number/number', {
    readOnly: true,
    groupName: 'conversioninformation',
  }),
];
