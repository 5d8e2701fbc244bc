import { any, CRM_CONTRACT, forbid, forbidFile, NODE, npm, row } from './.dependency-cruiser.mjs';

/**
 * Who may import whom, for tests: a test that reaches past the door it tests proves something else than it says. Apart
 * from the product's rules, because a folder's tests would put every folder in a circle with `tests/support`.
 */
const TEST = '\\.test\\.tsx?$';
/** The rules that HubSpot's manifest proposes are what the domain's tests judge. */
const PRESETS = 'lib/integrations/crm/hubspot/presets\\.ts$';
const TEST_PACKAGES = npm('vitest', 'fast-check', 'zod', 'use-intl', 'otpauth', '@simplewebauthn/server');
const HUBSPOT = ['lib/integrations/crm/hubspot/(?:manifest|index)\\.ts$', 'lib/integrations/crm/registry\\.ts$'];
const TESTS = [
  {
    name: 'test-of-lib',
    from: `lib/([a-z]+)/.*${TEST}`,
    may: ['lib/$1/', 'lib/domain/', PRESETS, 'messages/', 'tests/support/', NODE, ...TEST_PACKAGES],
  },
  {
    name: 'test-of-components',
    from: `components/.*${TEST}`,
    may: ['components/', 'lib/domain/', 'messages/', NODE, ...TEST_PACKAGES],
  },
  { name: 'test-of-sandbox', from: `sandbox/.*${TEST}`, may: ['sandbox/', NODE, ...TEST_PACKAGES] },
  {
    name: 'test-of-scripts',
    from: `scripts/.*${TEST}`,
    may: ['scripts/', 'lib/platform/env\\.ts$', NODE, ...TEST_PACKAGES],
  },
  {
    name: 'contract-tests',
    from: 'tests/contract/',
    may: [
      'tests/(?:contract|support)/',
      'lib/(?:integrations|domain)/',
      'sandbox/(?:testing|seed|crm)/',
      NODE,
      ...npm('@hubspot/api-client', 'hubspot-api-client-14', 'libphonenumber-js', 'oauth4webapi'),
      ...TEST_PACKAGES,
    ],
  },
  {
    name: 'integration-tests',
    from: 'tests/integration/',
    may: [
      'tests/(?:integration|support)/',
      'app/api/',
      'lib/(?:services|platform|domain|web)/',
      'lib/integrations/(?:crm/contract/|[a-z0-9-]+\\.ts$)',
      'scripts/(?:data-folder\\.ts$|write-verb-table\\.ts$|start/|postgres/)',
      NODE,
      ...npm('next', 'otpauth', 'pg', 'pino', 'graphile-worker', '@prisma/internals'),
      ...TEST_PACKAGES,
    ],
  },
  // A browser flow knows the product by its screens and addresses, and the words and lists that they are made from.
  {
    name: 'browser-tests',
    from: 'tests/e2e/',
    may: [
      'tests/(?:e2e|support)/',
      'lib/domain/',
      'lib/integrations/crm/(?:contract/manifest|hubspot/manifest)\\.ts$',
      'lib/platform/env\\.ts$',
      'lib/web/french-spaces\\.ts$',
      'scripts/(?:start|postgres)/',
      NODE,
      ...npm('@playwright/test', 'axe-core', 'otpauth', 'get-port', 'next-auth', 'pg', 'use-intl', 'zod'),
    ],
  },
  {
    name: 'test-support',
    from: 'tests/support/',
    may: [
      'tests/support/',
      'app/api/',
      'lib/(?:deployment\\.ts$|services/|platform/|domain/|web/)',
      CRM_CONTRACT,
      'lib/integrations/[a-z0-9-]+\\.ts$',
      ...HUBSPOT,
      'lib/integrations/identity/registry\\.ts$',
      '@simplewebauthn/server/helpers$',
      'sandbox/(?:server\\.ts$|testing/)',
      'scripts/(?:data-folder\\.ts$|write-verb-table\\.ts$|postgres/)',
      NODE,
      ...npm(
        '@hubspot/api-client',
        '@simplewebauthn/server',
        'esbuild',
        'graphile-worker',
        'next',
        'oidc-provider',
        'otpauth',
        'pg',
        'pino',
      ),
      ...TEST_PACKAGES,
    ],
  },
  {
    name: 'gate-tests',
    from: 'tests/gates/',
    may: ['tests/(?:gates|support)/', 'scripts/test/stages\\.ts$', NODE, ...TEST_PACKAGES],
  },
  {
    name: 'repository-tests',
    from: `tests/[a-z-]+${TEST}`,
    may: [
      'tests/(?:e2e/)?support/',
      'lib/(?:platform|domain|web)/',
      'scripts/(?:commit-title\\.mjs|write-(?:route-table|verb-table|tables)\\.ts|install\\.mjs)$',
      'next\\.config\\.js$',
      NODE,
      ...npm('next-auth'),
      ...TEST_PACKAGES,
    ],
  },
];

export default {
  forbidden: [
    forbid('no-circular-files', {}, { circular: true }, 'Move what both need into a third file.'),
    ...TESTS.map(row),
    forbidFile(
      'place-unknown',
      { path: `^tests/|${TEST}`, pathNot: any(...TESTS.map(({ from }) => from)) },
      'Give a new place its row in .dependency-cruiser.tests.mjs.',
    ),
    forbid(
      'not-resolvable',
      {},
      { couldNotResolve: true, pathNot: '^@simplewebauthn/server/helpers$' },
      'What is imported has to be there.',
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: {
      path: 'node_modules|^prisma/generated/|^(?:app|components|lib|sandbox|scripts)/.*(?<!\\.test)\\.(?:tsx?|m?js)$',
    },
    exclude: { path: '\\.css$|^next-env\\.d\\.ts$' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
};
