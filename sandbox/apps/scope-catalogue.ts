export interface Scope {
  name: string;
  /** Shown on the consent page. */
  description: string;
  /** Accounts without Enterprise cannot grant it. */
  isEnterpriseOnly: boolean;
}

/** Scopes that can be set on an app. `tickets` covers reading and writing. Calls and notes use the contact scopes. */
export const scopeCatalogue: ReadonlyMap<string, Scope> = new Map(
  [
    scope('oauth', 'Basic functionality, required by every app'),
    ...objectScopes('contacts', 'contacts'),
    ...objectScopes('companies', 'companies'),
    ...objectScopes('deals', 'deals'),
    scope('tickets', 'Read and write tickets'),
    ...objectScopes('custom', 'custom objects', true),
    ...objectScopes('line_items', 'line items'),
    ...objectScopes('products', 'products'),
    ...objectScopes('quotes', 'quotes'),
    ...objectScopes('orders', 'orders'),
    ...objectScopes('carts', 'carts'),
    ...objectScopes('invoices', 'invoices'),
    ...objectScopes('subscriptions', 'subscriptions'),
    ...objectScopes('leads', 'leads'),
    ...objectScopes('goals', 'goals'),
    ...objectScopes('appointments', 'appointments'),
    ...objectScopes('courses', 'courses'),
    ...objectScopes('listings', 'listings'),
    ...objectScopes('services', 'services'),
    ...objectScopes('feedback_submissions', 'feedback submissions').slice(0, 1),
    ...objectScopes('marketing_events', 'marketing events'),
    ...objectScopes('users', 'user records'),
    scope('crm.objects.owners.read', 'View details about users assigned to records'),
    ...schemaScopes('contacts', 'contacts'),
    ...schemaScopes('companies', 'companies'),
    ...schemaScopes('deals', 'deals'),
    ...schemaScopes('custom', 'custom objects', true),
    ...schemaScopes('line_items', 'line items').slice(0, 1),
    ...schemaScopes('quotes', 'quotes').slice(0, 1),
    scope('crm.lists.read', 'View details about lists'),
    scope('crm.lists.write', 'Create, delete and change lists'),
    scope('crm.import', 'Import records'),
    scope('crm.export', 'Export records'),
    scope('sales-email-read', 'View the content of one-to-one emails'),
    scope('timeline', 'Create and edit timeline events'),
    scope('automation', 'Workflows'),
    scope('conversations.read', 'View threads in the conversations inbox'),
    scope('conversations.write', 'Send messages in the conversations inbox'),
    scope('conversations.custom_channels.read', 'View custom channels'),
    scope('conversations.custom_channels.write', 'Create and change custom channels'),
    scope('conversations.visitor_identification.tokens.create', 'Identify visitors in the chat'),
    scope('settings.users.read', 'View users and permissions of the account'),
    scope('settings.users.write', 'Create and change users'),
    scope('settings.users.teams.read', 'View the teams of the account'),
    scope('settings.users.teams.write', 'Assign users to teams'),
    scope('settings.currencies.read', 'View the currencies of the account'),
    scope('settings.currencies.write', 'Create and change currencies'),
    scope('account-info.security.read', 'View the security activity of the account'),
    scope('business-intelligence', 'Business intelligence endpoints'),
    scope('communication_preferences.read', 'View subscription details of contacts'),
    scope('communication_preferences.write', 'Subscribe contacts to communication'),
    scope('communication_preferences.read_write', 'View and change subscription preferences'),
    scope('content', 'Pages, landing pages, email, blog and templates'),
    scope('e-commerce', 'Products, line items and the store'),
    scope('files', 'Manage and view files'),
    scope('files.ui_hidden.read', 'View files that the file tool hides'),
    scope('forms', 'Forms'),
    scope('forms-uploaded-files', 'Files uploaded through forms'),
    scope('hubdb', 'HubDB tables'),
    scope('integration-sync', 'Sync data through the integration'),
    scope('marketing-email', 'Marketing email'),
    scope('media_bridge.read', 'View media bridge data'),
    scope('media_bridge.write', 'Create and change media bridge data'),
    scope('social', 'Social inbox'),
    scope('transactional-email', 'Transactional email'),
  ].map((entry) => [entry.name, entry]),
);

function objectScopes(name: string, label: string, isEnterpriseOnly = false): Scope[] {
  return [
    scope(`crm.objects.${name}.read`, `View properties and other details about ${label}`, isEnterpriseOnly),
    scope(`crm.objects.${name}.write`, `View, create, delete and change ${label}`, isEnterpriseOnly),
  ];
}

function schemaScopes(name: string, label: string, isEnterpriseOnly = false): Scope[] {
  return [
    scope(`crm.schemas.${name}.read`, `View details about property settings for ${label}`, isEnterpriseOnly),
    scope(`crm.schemas.${name}.write`, `Create, delete and change property settings for ${label}`, isEnterpriseOnly),
  ];
}

function scope(name: string, description: string, isEnterpriseOnly = false): Scope {
  return { name, description, isEnterpriseOnly };
}
