import { readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * Who may import whom, by resolved import, type-only imports included. Each place lists what it may import; everything else
 * is refused, npm packages and Node's own modules too. `npm run lint` checks it; tests/gates plants violations of it.
 * Tests have rows of their own in .dependency-cruiser.tests.mjs.
 */
export const any = (...paths) => `^(?:${paths.join('|')})`;
export const npm = (...names) => [`node_modules/(?:@types/)?(?:${names.join('|')})/`];
export const NODE = `(?:node:)?(?:${builtinModules.filter((name) => !name.includes(':')).join('|')})$`;

const UI_PACKAGES = npm('react', 'next', 'use-intl', 'zod', 'react-hook-form', 'lucide-react');
export const CRM_CONTRACT = 'lib/integrations/crm/contract/';
const IDENTITY_CONTRACT = 'lib/integrations/identity/contract\\.ts$';
/** What of the integrations is safe in a browser: facts about providers, no calls. */
const MANIFESTS = ['lib/integrations/crm/manifests\\.ts', `${CRM_CONTRACT}(?:manifest|provider)\\.ts`];
const SERVICE_ROOT = 'lib/services/[a-z-]+\\.ts';

const namesIn = (folder) => readdirSync(fileURLToPath(new URL(folder, import.meta.url)));

/** Rooms from the ground up: a room imports only what stands before it. */
const SERVICE_ROOMS = [
  'settings',
  'excluded-numbers',
  'sessions',
  'roles',
  'users',
  'second-factor',
  'tags',
  'api-keys',
  'oauth',
  'connections',
  'sso-connectors',
  'required-connectors',
  'crms',
  'auth-methods',
  'crm-objects',
  'rules',
  'scenarios',
  'profiles',
  'cards',
  'screen-pop',
  'assignment',
  'interactions',
  'banner',
  'sso-sign-in',
  'sign-in-attempts',
  'csp-reports',
  'health',
  'history',
  'keys',
  'home',
  'search',
  'sweep',
];
/** Rooms of modules with pages of their own that need no other room, and so no place in the list above. */
const MODULE_ROOMS = namesIn('lib/services').filter(
  (name) => namesIn('app/maker').includes(name) && !SERVICE_ROOMS.includes(name),
);
/** What a file of a room may be called: `<verb>-<noun>.ts` with one of these, `queries.ts`, or `internal.ts`. */
const VERBS =
  'acquire admit attach bind cancel change check choose confirm consume count create deactivate delete describe disable dismiss duplicate edit enable end ensure exclude execute find finish get identify link list load map notify open order read receive record redeem refresh refuse remember remove requeue require reset resolve resume retry revoke run schedule seal search set-up settle sign-in simulate start store sweep switch test unlock verify with'.split(
    ' ',
  );
const DOMAIN_ROOMS = [
  'base/',
  'phone/',
  'crm/',
  'trace\\.ts',
  'interaction/',
  'screen-pop/',
  'assignment/',
  'rules/',
  'coverage/',
  'simulation/',
  'connection/',
  'people/',
  'answers/',
];

/** The shared looks, from the ground up; and which noun may show a part of which others. */
const SHARED = ['ui', 'forms', 'shell', 'lists'];
const NOUNS = {
  rules: ['crm-objects'],
  scenarios: ['rules'],
  banner: ['rules', 'cards'],
  interactions: ['cards'],
  roles: ['users'],
  sessions: ['users'],
  settings: ['users'],
  'sign-in': ['settings', 'second-factor'],
};
/** A noun is spelt like its room. */
const NOUN_FOLDERS = [...new Set([...Object.keys(NOUNS), ...SERVICE_ROOMS, ...MODULE_ROOMS])];

/** Packages that one noun needs alone. */
const NOUN_PACKAGES = { 'second-factor': npm('@simplewebauthn/browser', 'uqr') };

/** Each place, and what it may import. */
const PLACES = [
  // The keys of the messages are types: a declaration file has nothing else.
  {
    name: 'domain',
    from: 'lib/domain/',
    may: ['lib/domain/', 'messages/messages\\.d\\.ts$', ...npm('zod', 'libphonenumber-js')],
  },
  {
    name: 'platform',
    from: 'lib/platform/',
    may: [
      'lib/platform/',
      'lib/domain/',
      'prisma/generated/',
      NODE,
      ...npm(
        'zod',
        'pg',
        'pino',
        'graphile-worker',
        'rate-limiter-flexible',
        '@prisma/adapter-pg',
        '@prisma/client',
        'otpauth',
        '@simplewebauthn/server',
        'htmlparser2',
      ),
    ],
  },
  {
    name: 'integrations',
    from: 'lib/integrations/[a-z0-9-]+\\.ts$',
    may: ['lib/integrations/[a-z0-9-]+\\.ts$', 'lib/domain/', NODE, ...npm('zod')],
  },
  {
    name: 'crm-contract',
    from: CRM_CONTRACT,
    may: [CRM_CONTRACT, 'lib/integrations/[a-z0-9-]+\\.ts$', 'lib/domain/', ...npm('zod')],
  },
  {
    name: 'crm-registry',
    from: 'lib/integrations/crm/registry\\.ts$',
    may: [CRM_CONTRACT, 'lib/integrations/crm/[a-z0-9-]+/index\\.ts$', 'lib/integrations/crm/hubspot/provider\\.ts$'],
  },
  {
    name: 'crm-manifests',
    from: 'lib/integrations/crm/manifests\\.ts$',
    may: [CRM_CONTRACT, 'lib/integrations/crm/[a-z0-9-]+/(?:manifest|settings)\\.ts$', 'lib/domain/', ...npm('zod')],
  },
  {
    name: 'identity-contract',
    from: IDENTITY_CONTRACT,
    may: ['lib/integrations/[a-z0-9-]+\\.ts$', 'lib/domain/'],
  },
  {
    name: 'identity-registry',
    from: 'lib/integrations/identity/registry\\.ts$',
    may: [IDENTITY_CONTRACT, 'lib/integrations/identity/[a-z0-9-]+/index\\.ts$'],
  },
  {
    name: 'identity-oidc',
    from: 'lib/integrations/identity/oidc/',
    may: [
      'lib/integrations/identity/oidc/',
      IDENTITY_CONTRACT,
      'lib/integrations/[a-z0-9-]+\\.ts$',
      'lib/domain/',
      NODE,
      ...npm('zod', 'openid-client', 'oauth4webapi'),
    ],
  },
  {
    name: 'services',
    from: 'lib/services/',
    may: [
      'lib/services/',
      'lib/platform/',
      CRM_CONTRACT,
      IDENTITY_CONTRACT,
      'lib/integrations/crm/manifests\\.ts',
      'lib/integrations/[a-z0-9-]+\\.ts$',
      'lib/domain/',
      'prisma/generated/',
      '(?:node:)?crypto$',
      ...npm('zod', '@prisma/client'),
    ],
  },
  {
    name: 'web',
    from: 'lib/web/',
    may: [
      'lib/web/',
      SERVICE_ROOT,
      'lib/services/',
      'lib/platform/',
      ...MANIFESTS,
      'lib/deployment\\.ts',
      'lib/integrations/provider-error\\.ts',
      'lib/domain/',
      'messages/',
      NODE,
      ...npm('next', 'next-auth', 'react', 'use-intl', 'zod', 'zod-openapi'),
    ],
  },
  {
    name: 'deployment',
    from: 'lib/deployment\\.ts$',
    may: [SERVICE_ROOT, 'lib/platform/', 'lib/integrations/(?:crm|identity)/registry\\.ts', 'lib/domain/', NODE],
  },
  {
    name: 'worker',
    from: 'lib/worker\\.ts$',
    may: ['lib/services/', 'lib/platform/', 'lib/deployment\\.ts', NODE, ...npm('graphile-worker')],
  },
  { name: 'web-process', from: 'app/server\\.ts$', may: ['lib/web/server\\.ts', 'app/api/'] },
  {
    name: 'page',
    from: 'app/(?!api/|server\\.ts$)',
    may: [
      'app/(?!api/)',
      'components/',
      'lib/web/',
      'lib/services/[a-z-]+/(?:queries|read-[a-z-]+)\\.ts',
      'lib/services/context\\.ts',
      ...MANIFESTS,
      'lib/domain/',
      ...npm('react', 'next', 'use-intl', 'lucide-react', 'geist'),
    ],
  },
  {
    name: 'route',
    from: 'app/api/',
    may: [
      'app/api/',
      'lib/web/',
      'lib/services/',
      'lib/integrations/crm/manifests\\.ts',
      'lib/domain/',
      ...npm('zod', 'next', 'next-auth'),
    ],
  },
  {
    name: 'shared-components',
    from: `components/(?:${SHARED.join('|')})/`,
    may: [
      `components/(?:${SHARED.join('|')})/`,
      'lib/domain/',
      ...UI_PACKAGES,
      ...npm('radix-ui', 'cmdk', 'class-variance-authority', 'tailwind-merge', '@hookform/resolvers', 'next-auth'),
    ],
  },
  { name: 'sandbox', from: 'sandbox/', may: ['sandbox/', NODE, ...npm('zod', 'libphonenumber-js')] },
  { name: 'edge', from: '(?:proxy|instrumentation-client)\\.ts$', may: ['lib/web/', ...npm('next', 'zod')] },
];

/** Programs beside the product: its start, its checks, its measurements. */
const START = ['scripts/(?:problem|processes|data-folder|floors)\\.ts$', 'scripts/postgres/', 'scripts/start/'];
const SCRIPTS = [
  {
    name: 'script-entries',
    from: 'scripts/[a-z-]+\\.mjs$',
    may: [
      'scripts/install\\.mjs$',
      'scripts/(?:start|test|bench|commands)/main\\.ts$',
      'tsx/',
      NODE,
      ...npm('@prisma/internals', '@prisma/client', '@prisma/client-generator-ts'),
    ],
  },
  {
    name: 'script-ground',
    from: 'scripts/(?:problem|processes|data-folder|floors)\\.ts$',
    may: ['scripts/(?:problem|processes|data-folder|floors)\\.ts$', NODE, ...npm('zod')],
  },
  {
    name: 'script-programs',
    from: 'scripts/(?:first-administrator|history|keys|reset-second-factor|write-[a-z-]+)\\.ts$',
    may: ['scripts/write-[a-z-]+\\.ts$', 'lib/', 'app/api/route-table\\.ts$', 'messages/en/', NODE, ...npm('use-intl')],
  },
  {
    name: 'script-postgres',
    from: 'scripts/postgres/',
    may: ['scripts/postgres/', ...START.slice(0, 1), 'lib/platform/env\\.ts$', NODE, ...npm('get-port', 'pg', 'zod')],
  },
  {
    name: 'script-start',
    from: 'scripts/start/',
    may: [
      ...START,
      'lib/platform/(?:env|keys-file|migrations)\\.ts$',
      'nano-spawn$',
      NODE,
      ...npm('esbuild', 'pg', 'zod'),
    ],
  },
  {
    name: 'script-commands',
    from: 'scripts/commands/',
    may: [...START, 'lib/platform/env\\.ts$', NODE],
  },
  {
    name: 'script-test',
    from: 'scripts/test/',
    may: ['scripts/test/', ...START, NODE, ...npm('@playwright/test', 'zod')],
  },
  {
    name: 'script-bench',
    from: 'scripts/bench/',
    may: [
      'scripts/bench/',
      ...START,
      'lib/domain/',
      'lib/integrations/scrub\\.ts$',
      'sandbox/seed/',
      'tests/(?:e2e/)?support/',
      NODE,
      ...npm('@playwright/test', 'zod'),
    ],
  },
  {
    name: 'configuration',
    from: '[a-z.-]+\\.config\\.(?:ts|js|mjs)$',
    may: [
      'scripts/postgres/project-database\\.ts$',
      'scripts/test/(?:room|stages|browser)\\.ts$',
      NODE,
      ...npm('@playwright/test', 'vitest', 'prisma-cli'),
    ],
  },
];

export const forbid = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });

/**
 * For where a file stands and what it is called. The other rules judge imports, so a file without any would pass them; this
 * one asks for fewer than one dependent among no files, which is true of each.
 */
export const forbidFile = (name, file, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: '^$' },
  module: { ...file, numberOfDependentsLessThan: 1 },
});

/** A row of the matrix: from this place only these. */
export const row = ({ name, from, may }) =>
  forbid(
    `${name}-imports`,
    { path: any(from) },
    { pathNot: any(...may) },
    `What ${from} may import is listed in .dependency-cruiser.mjs.`,
  );
const places = [...PLACES, ...SCRIPTS].map(row);

const nouns = NOUN_FOLDERS.map((noun) =>
  forbid(
    `components-${noun}-imports`,
    { path: any(`components/${noun}/`) },
    {
      pathNot: any(
        `components/(?:${[...SHARED, noun, ...(NOUNS[noun] ?? [])].join('|')})/`,
        ...MANIFESTS,
        'lib/domain/',
        ...UI_PACKAGES,
        ...(NOUN_PACKAGES[noun] ?? []),
      ),
    },
    'A component of a noun uses the shared ones, its own, and the few others listed.',
  ),
);

/** No import goes up a list: each room from the ground, and what stands above it. */
const downwards = (name, root, rooms, comment) =>
  rooms
    .slice(0, -1)
    .map((room, index) =>
      forbid(
        name,
        { path: any(`${root}${room}`) },
        { path: any(`${root}(?:${rooms.slice(index + 1).join('|')})`) },
        comment,
      ),
    );

export default {
  forbidden: [
    forbid('no-circular-files', {}, { circular: true }, 'Move what both need into a third file.'),
    {
      ...forbid(
        'no-circular-folders',
        { path: '^(?:lib|components|sandbox|scripts)/' },
        { circular: true },
        'Move what both need further down.',
      ),
      scope: 'folder',
    },
    ...places,
    ...nouns,
    ...downwards(
      'services-rooms-go-down',
      'lib/services/',
      SERVICE_ROOMS.map((room) => `${room}/`),
      'The order of rooms is in SERVICE_ROOMS.',
    ),
    forbid(
      'services-rooms-go-down',
      { path: `^lib/services/(${MODULE_ROOMS.join('|')})/` },
      { path: '^lib/services/[a-z-]+/', pathNot: '^lib/services/$1/' },
      'A room that imports another has a place in SERVICE_ROOMS.',
    ),
    forbid(
      'services-root-is-ground',
      { path: `^${SERVICE_ROOT}`, pathNot: '^lib/services/jobs\\.ts$' },
      { path: '^lib/services/[a-z-]+/' },
      'What every room uses imports no room.',
    ),
    forbidFile(
      'services-room-unknown',
      { path: `^lib/services/(?!(?:${[...SERVICE_ROOMS, ...MODULE_ROOMS].join('|')})/)[a-z-]+/` },
      'Give a new room its place in SERVICE_ROOMS, unless it is a module with pages of the same name.',
    ),
    forbidFile(
      'services-vocabulary',
      { path: `^lib/services/[a-z-]+/(?!(?:queries|internal|(?:${VERBS.join('|')})-[a-z-]+)\\.ts$)` },
      'A file is <verb>-<noun>.ts with a verb of VERBS, queries.ts or internal.ts.',
    ),
    ...downwards('domain-rooms-go-down', 'lib/domain/', DOMAIN_ROOMS, 'The order of rooms is in DOMAIN_ROOMS.'),
    ...downwards(
      'shared-components-go-down',
      'components/',
      SHARED.map((room) => `${room}/`),
      'ui, forms, shell, lists: each uses those before it.',
    ),
    forbid(
      'provider-imports',
      { path: '^lib/integrations/crm/(?!contract/)([a-z0-9-]+)/' },
      {
        pathNot: any(
          'lib/integrations/crm/$1/',
          CRM_CONTRACT,
          'lib/integrations/[a-z0-9-]+\\.ts$',
          'lib/domain/',
          NODE,
          ...npm('zod', '@hubspot/api-client'),
        ),
      },
      'A provider is its folder: no other provider, no session, no environment, no database.',
    ),
    forbid(
      'browser-safe',
      { path: '^(?:components/|lib/integrations/crm/[a-z0-9-]+/(?:manifest|settings)\\.ts$)' },
      { path: any(NODE, 'node_modules/@hubspot/'), reachable: true },
      'Runs in a browser: nothing it reaches may need Node or a provider’s client.',
    ),
    forbid(
      'sandbox-is-another-program',
      { path: '^(?:app|components|lib)/' },
      { path: '^sandbox/' },
      'Only tests and scripts start the sandbox.',
    ),
    forbid(
      'generated-client',
      { pathNot: '^(?:lib/platform/|lib/services/|prisma/)' },
      { path: '^prisma/generated/' },
      'The generated client is imported in lib/platform and lib/services.',
    ),
    forbid(
      'prepared-statements',
      {
        path: '^(?:app|components|lib)/',
        pathNot: any(
          'lib/deployment\\.ts$',
          'lib/services/context\\.ts$',
          'lib/services/interactions/(?:read|store)-arrivals\\.ts$',
          'lib/services/interactions/store-event\\.ts$',
          'lib/services/interactions/read-banner-rows\\.ts$',
          'lib/services/banner/read-news\\.ts$',
          'lib/services/api-keys/read-api-key\\.ts$',
        ),
      },
      { path: '^lib/platform/prepared\\.ts$' },
      'Statements are prepared for events and what Banners hear of them, where a measurement says so. Everything else goes through ctx.db and write().',
    ),
    forbidFile(
      'place-unknown',
      {
        path: '^(?:app|components|lib|sandbox|scripts)/|^[^/]+\\.(?:tsx?|m?js)$',
        pathNot: any(
          ...[...PLACES, ...SCRIPTS].map(({ from }) => from),
          ...NOUN_FOLDERS.map((noun) => `components/${noun}/`),
          'lib/integrations/crm/(?!contract/)[a-z0-9-]+/',
        ),
      },
      'Give a new place its row in .dependency-cruiser.mjs.',
    ),
    // Named in the exports of their package alone, where the cruiser's resolver does not look.
    forbid(
      'not-resolvable',
      {},
      { couldNotResolve: true, pathNot: '^(?:tsx/esm/api|nano-spawn)$' },
      'What is imported has to be there.',
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules|^prisma/generated/' },
    exclude: { path: '\\.css$|^next-env\\.d\\.ts$|\\.test\\.tsx?$|^tests/' },
  },
};
