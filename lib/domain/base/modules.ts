import type { ErrorKey } from './message-keys';

/**
 * The product's modules and entities. Permissions, limits, history, tags, search, navigation and the pages that tests walk
 * follow from these two tables. Add a module here first; the compiler then names what is missing.
 *
 * A new module adds its own folders, its messages, its rows here and in the schema, and nothing else: `npm run tables`
 * writes the lists that need its files, and the tests that walk every module fill it by name alone. One that needs more than
 * a name gets a row in those tests; each fails with what is missing.
 */

/** Columns of the permission matrix; each module has some of them. */
export const VERBS = ['access', 'create', 'modify', 'delete'] as const;
export type Verb = (typeof VERBS)[number];

/** Groups of the menu, from top to bottom. */
export const MENU_GROUPS = ['home', 'integrate', 'people', 'activity', 'settings'] as const;
export type MenuGroup = (typeof MENU_GROUPS)[number];

interface Module {
  verbs: readonly Verb[];
  /** Its heading in the OpenAPI document. */
  apiTag: string;
  /** Its menu entry and its pages, `/maker/<path>`. Absent for a module shown on another module's pages. */
  menu?: {
    path: string;
    group: MenuGroup;
    /** Keyboard shortcut after `g`. */
    letter: string;
    /** Its name in lucide-react. */
    icon: string;
  };
}

/** In the order of the permission matrix and, within a group, of the menu. */
export const MODULES = {
  'auth-methods': {
    verbs: VERBS,
    apiTag: 'Authentication methods',
    menu: { path: 'authentication-methods', group: 'integrate', letter: 'a', icon: 'KeyRound' },
  },
  'sso-connectors': {
    verbs: VERBS,
    apiTag: 'SSO connectors',
    menu: { path: 'sso-connectors', group: 'integrate', letter: 's', icon: 'Plug' },
  },
  crm: { verbs: VERBS, apiTag: 'CRM v2', menu: { path: 'crm', group: 'integrate', letter: 'c', icon: 'Building2' } },
  lines: {
    verbs: VERBS,
    apiTag: 'Lines and queues',
    menu: { path: 'lines', group: 'integrate', letter: 'l', icon: 'PhoneForwarded' },
  },
  users: { verbs: VERBS, apiTag: 'Users', menu: { path: 'users', group: 'people', letter: 'u', icon: 'Users' } },
  roles: { verbs: VERBS, apiTag: 'Roles', menu: { path: 'roles', group: 'people', letter: 'r', icon: 'ShieldCheck' } },
  profiles: {
    verbs: VERBS,
    apiTag: 'Profiles',
    menu: { path: 'profiles', group: 'people', letter: 'p', icon: 'IdCard' },
  },
  tags: { verbs: VERBS, apiTag: 'Tags', menu: { path: 'tags', group: 'settings', letter: 'g', icon: 'Tags' } },
  'api-keys': { verbs: ['access', 'create', 'delete'], apiTag: 'API keys' },
  interactions: {
    verbs: ['access', 'modify'],
    apiTag: 'Interactions',
    menu: { path: 'interactions', group: 'activity', letter: 'i', icon: 'PhoneIncoming' },
  },
  history: {
    verbs: ['access'],
    apiTag: 'History',
    menu: { path: 'history', group: 'activity', letter: 'y', icon: 'History' },
  },
  settings: {
    verbs: ['access', 'modify'],
    apiTag: 'Settings',
    menu: { path: 'settings', group: 'settings', letter: 't', icon: 'Settings' },
  },
} as const satisfies Record<string, Module>;

type Modules = typeof MODULES;
export type ModuleKey = keyof Modules;
export type MenuPath = {
  [M in ModuleKey]: Modules[M] extends { menu: { path: infer Path } } ? Path : never;
}[ModuleKey];

/** Modules where something can be made, on `/maker/<path>/new`. */
export type CreatablePath = {
  [M in ModuleKey]: Modules[M] extends { menu: { path: infer Path }; verbs: infer Verbs extends readonly Verb[] }
    ? 'create' extends Verbs[number]
      ? Path
      : never
    : never;
}[ModuleKey];

interface Entity {
  /** The module whose permissions apply. */
  module: ModuleKey;
  /** The actions its history entries can have. */
  actions: readonly string[];
  /** Its Prisma delegate, if it has a name. History entries that refer to it show that name. */
  table?: string;
  /** The name of its limit, how many a deployment or its parent can hold, and the message that refuses the next. */
  limit?: readonly [name: string, most: number, refusal: ErrorKey];
  /** Found by name in the search. */
  isFound?: true;
  /** The tag's relation to it. Absent for an entity that is not taggable. */
  tagged?: string;
}

/** Everything an administrator can change, in the order of the history's filter. */
export const ENTITIES = {
  'auth-method': {
    module: 'auth-methods',
    actions: [
      'created',
      'edited',
      'duplicated',
      'activation-started',
      'activated',
      'activation-refused',
      'portal-replaced',
      'deactivated',
      'disabled',
      'token-refreshed',
      'deleted',
    ],
    table: 'authMethod',
    limit: ['authMethods', 50, 'limit_auth_methods'],
    isFound: true,
    tagged: 'authMethods',
  },
  'sso-connector': {
    module: 'sso-connectors',
    actions: ['created', 'edited', 'duplicated', 'tested', 'deleted'],
    table: 'ssoConnector',
    limit: ['ssoConnectors', 50, 'limit_sso_connectors'],
    isFound: true,
    tagged: 'ssoConnectors',
  },
  user: {
    module: 'users',
    actions: [
      'created',
      'edited',
      'duplicated',
      'disabled',
      'enabled',
      'unlocked',
      'link-created',
      'password-set',
      'factor-added',
      'factor-renamed',
      'factor-removed',
      'recovery-codes-created',
      'recovery-code-used',
      'second-factor-reset',
      'break-glass-named',
      'break-glass-used',
      'sessions-ended',
      'profile-switched',
      'preferences-changed',
      'identity-linked',
      'role-switched',
      'identity-removed',
      'deleted',
    ],
    table: 'user',
    limit: ['users', 5000, 'limit_users'],
    isFound: true,
    tagged: 'users',
  },
  role: {
    module: 'roles',
    actions: ['created', 'edited', 'duplicated', 'connector-required', 'connector-released', 'deleted'],
    table: 'role',
    limit: ['roles', 50, 'limit_roles'],
    isFound: true,
    tagged: 'roles',
  },
  profile: {
    module: 'profiles',
    actions: ['created', 'edited', 'duplicated', 'deleted'],
    table: 'profile',
    limit: ['profiles', 50, 'limit_profiles'],
    isFound: true,
    tagged: 'profiles',
  },
  line: {
    module: 'lines',
    actions: ['created', 'edited', 'default-chosen', 'deleted'],
    table: 'line',
    limit: ['lines', 1000, 'limit_lines'],
    isFound: true,
    tagged: 'lines',
  },
  crm: {
    module: 'crm',
    actions: ['created', 'edited', 'duplicated', 'deleted'],
    table: 'crm',
    limit: ['crms', 50, 'limit_crms'],
    isFound: true,
    tagged: 'crms',
  },
  'crm-object': {
    module: 'crm',
    actions: ['created', 'edited', 'moved', 'deleted'],
    table: 'crmObject',
    limit: ['objectsPerCrm', 50, 'limit_objects'],
    isFound: true,
  },
  'crm-field': {
    module: 'crm',
    actions: ['created', 'edited', 'moved', 'deleted'],
    table: 'crmField',
    limit: ['fieldsPerObject', 100, 'limit_fields'],
  },
  scenario: {
    module: 'crm',
    actions: ['created', 'edited', 'moved', 'duplicated', 'deleted'],
    table: 'screenPopScenario',
    limit: ['scenariosPerCrm', 50, 'limit_scenarios'],
    isFound: true,
  },
  rule: {
    module: 'crm',
    actions: ['created', 'edited', 'moved', 'duplicated', 'deleted'],
    table: 'assignmentRule',
    limit: ['rulesPerCrm', 50, 'limit_rules'],
    isFound: true,
  },
  tag: {
    module: 'tags',
    actions: ['created', 'edited', 'deleted', 'assigned'],
    table: 'tag',
    limit: ['tags', 50, 'limit_tags'],
  },
  'api-key': { module: 'api-keys', actions: ['created', 'revoked'], limit: ['apiKeys', 50, 'limit_api_keys'] },
  interaction: { module: 'interactions', actions: ['card-attached', 'dismissed', 'retried', 'excluded', 'resumed'] },
  record: { module: 'interactions', actions: ['created', 'edited'] },
  setting: { module: 'settings', actions: ['edited'] },
} as const satisfies Record<string, Entity>;

type Entities = typeof ENTITIES;
export type EntityKey = keyof Entities;

/** Entities with this property. */
type With<P extends string> = {
  [E in EntityKey]: Entities[E] extends Record<P, unknown> ? E : never;
}[EntityKey];
export type NamedEntity = With<'table'>;
export type TaggableKind = With<'tagged'>;
export type FoundKind = With<'isFound'>;
export type LimitedEntity = With<'limit'>;

export const MODULE_KEYS = keysOf(MODULES);
export const ENTITY_KEYS = keysOf(ENTITIES);

/** In the order of the modules. */
const BY_MODULE = MODULE_KEYS.flatMap((module) => ENTITY_KEYS.filter((key) => ENTITIES[key].module === module));
export const NAMED_ENTITIES = ENTITY_KEYS.filter((key): key is NamedEntity => 'table' in ENTITIES[key]);
export const TAGGABLE_KINDS = BY_MODULE.filter((key): key is TaggableKind => 'tagged' in ENTITIES[key]);
export const FOUND_KINDS = BY_MODULE.filter((key): key is FoundKind => 'isFound' in ENTITIES[key]);
export const LIMITED_ENTITIES = ENTITY_KEYS.filter((key): key is LimitedEntity => 'limit' in ENTITIES[key]);

export interface MenuModule {
  module: ModuleKey;
  path: MenuPath;
  group: MenuGroup;
  letter: string;
  icon: string;
}

/** The menu, from top to bottom. */
export const MENU_MODULES: readonly MenuModule[] = MENU_GROUPS.flatMap((group) =>
  MODULE_KEYS.flatMap((module) => {
    const row = MODULES[module];
    return 'menu' in row && row.menu.group === group ? { module, ...row.menu } : [];
  }),
);

/** The page of a module's list, or of one entity in it. Null for a module without pages of its own. */
export function pathOf(module: ModuleKey, id?: string): string | null {
  const row = MODULES[module];
  if (!('menu' in row)) return null;
  return id === undefined ? `/maker/${row.menu.path}` : `/maker/${row.menu.path}/${id}`;
}

/** The tables above are literals, so their run-time keys are those of their type. */
function keysOf<T extends object>(table: T): readonly (keyof T & string)[] {
  return Object.keys(table) as (keyof T & string)[];
}
