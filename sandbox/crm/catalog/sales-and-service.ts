import { defineIn } from './define';
import type { PropertyDefinition, PropertyGroup } from './define';
import { lifecycleStages } from './contacts';
import { systemProperties } from './system';

export const companyGroups = group('companyinformation', 'Company information');
export const dealGroups = group('dealinformation', 'Deal information');
export const ticketGroups = group('ticketinformation', 'Ticket information');
export const productGroups = group('productinformation', 'Product information');

const company = defineIn('companyinformation');
const deal = defineIn('dealinformation');
const ticket = defineIn('ticketinformation');
const product = defineIn('productinformation');

/** https://developers.hubspot.com/docs/guides/api/crm/objects/companies */
export const companyProperties: PropertyDefinition[] = [
  ...systemProperties('companyinformation', 'createdate', 'hs_lastmodifieddate'),
  company('name', 'Company name', 'string/text', { formField: true }),
  company('domain', 'Company Domain Name', 'string/text', { formField: true }),
  company('website', 'Website URL', 'string/text', { formField: true }),
  company('phone', 'Phone Number', 'string/phonenumber', { formField: true }),
  company('address', 'Street Address', 'string/text'),
  company('address2', 'Street Address 2', 'string/text'),
  company('city', 'City', 'string/text'),
  company('state', 'State/Region', 'string/text'),
  company('zip', 'Postal Code', 'string/text'),
  company('country', 'Country/Region', 'string/text'),
  company('description', 'Description', 'string/textarea'),
  company('industry', 'Industry', 'enumeration/select', {
    options: [
      'ACCOUNTING',
      'BANKING',
      'COMPUTER_SOFTWARE',
      'CONSTRUCTION',
      'FOOD_BEVERAGES',
      'HOSPITALITY',
      'INSURANCE',
      'LOGISTICS_AND_SUPPLY_CHAIN',
      'MACHINERY',
      'RETAIL',
      'TELECOMMUNICATIONS',
      'UTILITIES',
      'WHOLESALE',
    ],
  }),
  company('type', 'Type', 'enumeration/select', { options: ['PROSPECT', 'PARTNER', 'RESELLER', 'VENDOR', 'OTHER'] }),
  company('lifecyclestage', 'Lifecycle Stage', 'enumeration/radio', { options: lifecycleStages }),
  company('numberofemployees', 'Number of Employees', 'number/number'),
  company('annualrevenue', 'Annual Revenue', 'number/number'),
  company('founded_year', 'Year Founded', 'string/text'),
  company('timezone', 'Time Zone', 'string/text'),
  company('linkedin_company_page', 'LinkedIn Company Page', 'string/text'),
];

/** https://developers.hubspot.com/docs/guides/api/crm/objects/deals */
export const dealProperties: PropertyDefinition[] = [
  ...systemProperties('dealinformation', 'createdate', 'hs_lastmodifieddate'),
  deal('dealname', 'Deal Name', 'string/text'),
  deal('pipeline', 'Pipeline', 'enumeration/select', { externalOptions: true }),
  deal('dealstage', 'Deal Stage', 'enumeration/radio', { externalOptions: true }),
  deal('amount', 'Amount', 'number/number'),
  deal('closedate', 'Close Date', 'datetime/date'),
  deal('dealtype', 'Deal Type', 'enumeration/radio', {
    options: { newbusiness: 'New Business', existingbusiness: 'Existing Business' },
  }),
  deal('description', 'Deal Description', 'string/textarea'),
  deal('hs_priority', 'Priority', 'enumeration/select', { options: { low: 'Low', medium: 'Medium', high: 'High' } }),
  deal('deal_currency_code', 'Currency', 'enumeration/select', { options: { EUR: 'EUR', USD: 'USD', GBP: 'GBP' } }),
  deal('hs_next_step', 'Next step', 'string/text'),
  deal('closed_lost_reason', 'Closed Lost Reason', 'string/textarea'),
  deal('closed_won_reason', 'Closed Won Reason', 'string/textarea'),
  deal('hs_is_closed', 'Is Deal Closed?', 'bool/booleancheckbox', { calculated: true }),
  deal('hs_is_closed_won', 'Is Closed Won', 'bool/booleancheckbox', { calculated: true }),
];

/** https://developers.hubspot.com/docs/guides/api/crm/objects/tickets */
export const ticketProperties: PropertyDefinition[] = [
  ...systemProperties('ticketinformation', 'createdate', 'hs_lastmodifieddate'),
  ticket('subject', 'Ticket name', 'string/text', { formField: true }),
  ticket('content', 'Ticket description', 'string/textarea', { formField: true }),
  ticket('hs_pipeline', 'Pipeline', 'enumeration/select', { externalOptions: true }),
  ticket('hs_pipeline_stage', 'Ticket status', 'enumeration/select', { externalOptions: true }),
  ticket('hs_ticket_priority', 'Priority', 'enumeration/select', {
    options: ['LOW', 'MEDIUM', 'HIGH', 'URGENT'],
    formField: true,
  }),
  ticket('hs_ticket_category', 'Category', 'enumeration/checkbox', {
    options: ['PRODUCT_ISSUE', 'BILLING_ISSUE', 'FEATURE_REQUEST', 'GENERAL_INQUIRY'],
    formField: true,
  }),
  ticket('source_type', 'Source', 'enumeration/select', { options: ['CHAT', 'EMAIL', 'FORM', 'PHONE'] }),
  ticket('hs_resolution', 'Resolution', 'enumeration/checkbox', { options: ['ISSUE_FIXED', 'NO_RESPONSE', 'OTHER'] }),
  ticket('hs_ticket_id', 'Ticket ID', 'number/calculation_equation', { calculated: true }),
  ticket('closed_date', 'Close date', 'datetime/date'),
  ticket('hs_is_closed', 'Is Ticket Closed', 'bool/booleancheckbox', { calculated: true }),
];

/** https://developers.hubspot.com/docs/guides/api/crm/objects/products */
export const productProperties: PropertyDefinition[] = [
  ...systemProperties('productinformation', 'createdate', 'hs_lastmodifieddate'),
  product('name', 'Name', 'string/text'),
  product('description', 'Product description', 'string/textarea'),
  product('price', 'Unit price', 'number/number'),
  product('hs_sku', 'SKU', 'string/text'),
  product('hs_cost_of_goods_sold', 'Unit cost', 'number/number'),
  product('recurringbillingfrequency', 'Billing frequency', 'enumeration/select', {
    options: ['monthly', 'quarterly', 'annually'],
  }),
];

function group(name: string, label: string): PropertyGroup[] {
  return [{ name, label, displayOrder: 0, archived: false }];
}
