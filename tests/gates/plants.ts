/**
 * A violation that `npm run lint` or the architecture test refuses: a file (or a line at the end of one), and by which
 * rules it is caught. Every plant stands in one copy of the tree, so none may rely on another, unless it says so.
 */
export interface Plant {
  gate: 'dependency-cruiser' | 'oxlint' | 'knip' | 'text';
  /** What it does wrong, for the title of the test. */
  does: string;
  path: string;
  /** The whole file; with `isAppended` what is added to the end of a file of ours. */
  text: string;
  isAppended?: true;
  /** Where the gate reports it, if not at the file. */
  at?: string;
  /** Every rule that reports it, and no other does. */
  caught: string[];
}

const importing = (does: string, path: string, target: string, ...caught: string[]): Plant => ({
  gate: 'dependency-cruiser',
  does,
  path,
  text: `import '${target}';\n`,
  caught,
});

/** The same at the end of a file of ours, for a rule about that one file. */
const importingAtTheEnd = (...plant: Parameters<typeof importing>): Plant => ({
  ...importing(...plant),
  isAppended: true,
});

const IMPORTS: Plant[] = [
  importing(
    'a service imports a component',
    'lib/services/tags/read-a.ts',
    '@/components/ui/badge',
    'services-imports',
  ),
  importing('a service imports app', 'lib/services/tags/read-b.ts', '@/app/api/tags/route', 'services-imports'),
  importing('a service imports Next.js', 'lib/services/tags/read-c.ts', 'next/headers', 'services-imports'),
  importing('a service imports React', 'lib/services/tags/read-d.ts', 'react', 'services-imports'),
  importing(
    'a service imports a provider',
    'lib/services/tags/read-e.ts',
    '@/lib/integrations/crm/hubspot/client',
    'services-imports',
  ),
  importing(
    'a service imports the registry of providers',
    'lib/services/tags/read-f.ts',
    '@/lib/integrations/crm/registry',
    'services-imports',
  ),
  {
    gate: 'dependency-cruiser',
    does: 'a service imports a type of lib/web',
    path: 'lib/services/tags/read-g.ts',
    text: `import type { requirePage } from '@/lib/web/session';\nexport type Gate = typeof requirePage;\n`,
    caught: ['services-imports'],
  },
  {
    gate: 'dependency-cruiser',
    does: 'a service imports lib/web while it runs',
    path: 'lib/services/tags/read-h.ts',
    text: `export const readH = () => import('@/lib/web/session');\n`,
    caught: ['services-imports'],
  },
  {
    gate: 'dependency-cruiser',
    does: 'a service exports what is lib/web’s',
    path: 'lib/services/tags/read-i.ts',
    text: `export { requirePage } from '@/lib/web/session';\n`,
    caught: ['services-imports'],
  },
  importing(
    'a component imports a provider',
    'components/tags/a.tsx',
    '@/lib/integrations/crm/hubspot/client',
    'components-tags-imports',
    'browser-safe',
  ),
  importing(
    'a component imports a service',
    'components/tags/b.tsx',
    '@/lib/services/tags/queries',
    'components-tags-imports',
    'browser-safe',
  ),
  importing(
    'a component imports the platform',
    'components/tags/c.tsx',
    '@/lib/platform/crypto',
    'components-tags-imports',
    'browser-safe',
  ),
  importing(
    'a component imports lib/web',
    'components/tags/d.tsx',
    '@/lib/web/search-params',
    'components-tags-imports',
  ),
  importing(
    'a component imports another noun’s',
    'components/tags/e.tsx',
    '@/components/users/user-status',
    'components-tags-imports',
  ),
  importing(
    'a shared component imports one above it',
    'components/ui/planted.tsx',
    '../lists/search-box',
    'shared-components-go-down',
  ),
  importing(
    'lib/web imports a provider',
    'lib/web/planted-provider.ts',
    '@/lib/integrations/crm/hubspot/client',
    'web-imports',
  ),
  importing('lib/web imports a component', 'lib/web/planted-component.ts', '@/components/ui/badge', 'web-imports'),
  importing(
    'an integration reads the session',
    'lib/integrations/crm/hubspot/planted-session.ts',
    '@/lib/web/session',
    'provider-imports',
  ),
  importing(
    'an integration reads the environment',
    'lib/integrations/crm/hubspot/planted-environment.ts',
    '@/lib/platform/env',
    'provider-imports',
  ),
  importing(
    'an integration calls a service',
    'lib/integrations/crm/hubspot/planted-service.ts',
    '@/lib/services/context',
    'provider-imports',
  ),
  importing(
    'a provider imports another',
    'lib/integrations/crm/planted/call.ts',
    '../hubspot/client',
    'provider-imports',
  ),
  importing('a manifest needs Node', 'lib/integrations/crm/planted/manifest.ts', 'node:crypto', 'browser-safe'),
  importing(
    'the contract of providers imports one',
    'lib/integrations/crm/contract/planted.ts',
    '../hubspot/endpoints',
    'crm-contract-imports',
  ),
  importing(
    'a service imports a kind of identity provider',
    'lib/services/tags/read-identity.ts',
    '@/lib/integrations/identity/oidc',
    'services-imports',
  ),
  importingAtTheEnd(
    'the contract of identity providers imports one',
    'lib/integrations/identity/contract.ts',
    './oidc/send',
    'identity-contract-imports',
  ),
  importingAtTheEnd(
    'the registry of identity providers looks inside one',
    'lib/integrations/identity/registry.ts',
    './oidc/send',
    'identity-registry-imports',
  ),
  importing(
    'an identity provider imports a CRM',
    'lib/integrations/identity/oidc/planted.ts',
    '../../crm/hubspot/client',
    'identity-oidc-imports',
  ),
  importing('the domain reads files', 'lib/domain/base/planted-node.ts', 'node:fs', 'domain-imports'),
  importing(
    'the domain imports the platform',
    'lib/domain/base/planted-ids.ts',
    '@/lib/platform/ids',
    'domain-imports',
  ),
  importing(
    'a room of the domain imports one above it',
    'lib/domain/base/planted-up.ts',
    '../people/people',
    'domain-rooms-go-down',
  ),
  importing('the platform imports a service', 'lib/platform/planted.ts', '@/lib/services/access', 'platform-imports'),
  importing(
    'a room of services imports one above it',
    'lib/services/home/load-planted.ts',
    '../sweep/sweep-expired',
    'services-rooms-go-down',
  ),
  // A module, because it has pages in app/maker/planted.
  importing(
    'a room without a place in the order imports another',
    'lib/services/planted/create-planted.ts',
    '../tags/queries',
    'services-rooms-go-down',
  ),
  {
    ...importing(
      'two rooms of services import each other',
      'lib/services/sweep/sweep-planted.ts',
      '../home/queries',
      'no-circular-folders with lib/services/sweep',
    ),
    at: 'lib/services/home',
  },
  importing('a file imports one that imports it', 'lib/domain/phone/planted-a.ts', './planted-b', 'no-circular-files'),
  importing('the other half of that circle, which is told once', 'lib/domain/phone/planted-b.ts', './planted-a'),
  importing(
    'what every room uses imports a room',
    'lib/services/planted.ts',
    './tags/queries',
    'services-root-is-ground',
  ),
  importing(
    'the product imports the sandbox',
    'lib/platform/planted-sandbox.ts',
    '@/sandbox/instant',
    'platform-imports',
    'sandbox-is-another-program',
  ),
  importing('the sandbox imports the product', 'sandbox/planted.ts', '@/lib/domain/trace', 'sandbox-imports'),
  importing(
    'the generated client is used outside services and platform',
    'lib/web/planted-client.ts',
    '@/prisma/generated/client',
    'web-imports',
    'generated-client',
  ),
  importing(
    'a verb prepares a statement of its own',
    'lib/services/tags/list-planted.ts',
    '@/lib/platform/prepared',
    'prepared-statements',
  ),
  importing(
    'a page imports a verb that writes',
    'app/maker/planted/page.tsx',
    '@/lib/services/tags/create-tag',
    'page-imports',
  ),
  importing('a layout imports the platform', 'app/maker/planted/layout.tsx', '@/lib/platform/db', 'page-imports'),
  importing('a route imports React', 'app/api/planted/route.ts', 'react', 'route-imports'),
  {
    ...importing(
      'two folders of the sandbox import each other',
      'sandbox/kernel/planted.ts',
      '../world/world',
      'no-circular-folders with sandbox/kernel',
    ),
    at: 'sandbox/world',
  },
  importing(
    'a script of the start imports a service',
    'scripts/start/planted.ts',
    '@/lib/services/access',
    'script-start-imports',
  ),
  importing(
    'what runs the database imports the start',
    'scripts/postgres/planted.ts',
    '@/lib/platform/migrations',
    'script-postgres-imports',
  ),
  {
    ...importing('what all scripts use imports a package', 'scripts/processes.ts', 'pg', 'script-ground-imports'),
    isAppended: true,
  },
  importing(
    'the test runner imports the product',
    'scripts/test/planted.ts',
    '@/lib/platform/env',
    'script-test-imports',
  ),
  importing(
    'a measurement imports a service',
    'scripts/bench/planted.ts',
    '@/lib/services/access',
    'script-bench-imports',
  ),
  importing(
    'an entry that runs on a bare Node imports a package',
    'scripts/planted.mjs',
    'zod',
    'script-entries-imports',
  ),
  importing('a configuration imports the product', 'planted.config.ts', './lib/platform/env', 'configuration-imports'),
  importing(
    'a unit test of the domain imports the platform',
    'lib/domain/base/planted.test.ts',
    '@/lib/platform/env',
    'test-of-lib-imports',
  ),
  importing(
    'a unit test of a component imports a service',
    'components/ui/planted.test.ts',
    '@/lib/services/access',
    'test-of-components-imports',
  ),
  importing(
    'a unit test of the sandbox imports the product',
    'sandbox/kernel/planted.test.ts',
    '@/lib/domain/trace',
    'test-of-sandbox-imports',
  ),
  importing(
    'a unit test of a script imports a service',
    'scripts/start/planted.test.ts',
    '@/lib/services/access',
    'test-of-scripts-imports',
  ),
  importing(
    'a contract test imports a service',
    'tests/contract/planted.test.ts',
    '@/lib/services/access',
    'contract-tests-imports',
  ),
  importing(
    'an integration test imports a component',
    'tests/integration/planted.test.ts',
    '@/components/ui/badge',
    'integration-tests-imports',
  ),
  importing(
    'an integration test imports a provider',
    'tests/integration/planted-provider.test.ts',
    '@/lib/integrations/crm/hubspot/client',
    'integration-tests-imports',
  ),
  importing(
    'a browser flow calls a service',
    'tests/e2e/planted.spec.ts',
    '@/lib/services/access',
    'browser-tests-imports',
  ),
  importing(
    'what tests share imports a component',
    'tests/support/planted.ts',
    '@/components/ui/badge',
    'test-support-imports',
  ),
  importing(
    'a test of the gates imports the product',
    'tests/gates/planted.ts',
    '@/lib/domain/trace',
    'gate-tests-imports',
  ),
  importing(
    'a test of the repository imports a service',
    'tests/planted.test.ts',
    '@/lib/services/access',
    'repository-tests-imports',
  ),
  importing(
    'an import leads nowhere',
    'lib/domain/base/planted-nowhere.ts',
    './not-there',
    'domain-imports',
    'not-resolvable',
  ),
];

const alone = (does: string, path: string, rule: string): Plant => ({
  gate: 'dependency-cruiser',
  does,
  path,
  text: 'export const planted = 1;\n',
  caught: [rule],
});

/** Places and names, of files that import nothing. */
const PLACES: Plant[] = [
  alone('a place that nobody named, in lib', 'lib/tools/planted.ts', 'place-unknown'),
  alone('a place that nobody named, in components', 'components/nowhere/planted.tsx', 'place-unknown'),
  alone('a place that nobody named, in scripts', 'scripts/tools/planted.ts', 'place-unknown'),
  alone('a place that nobody named, in the tests', 'tests/other/planted.test.ts', 'place-unknown'),
  alone('a file at the root that nobody named', 'planted.ts', 'place-unknown'),
  alone('a place that nobody named, of a test beside the code', 'app/planted.test.ts', 'place-unknown'),
  alone('a room that nobody named', 'lib/services/nowhere/create-planted.ts', 'services-room-unknown'),
  alone('a file of services called by no verb', 'lib/services/tags/helpers.ts', 'services-vocabulary'),
  alone('a folder in a room', 'lib/services/tags/parts/create-part.ts', 'services-vocabulary'),
];

const typed = (does: string, name: string, text: string, ...caught: string[]): Plant => ({
  gate: 'oxlint',
  does,
  path: `lib/platform/planted-${name}.ts`,
  text,
  caught,
});

const TYPED: Plant[] = [
  typed(
    'a promise that nobody waits for',
    'floating',
    'export const begin = (work: () => Promise<void>) => {\n  work();\n};\n',
    'typescript(no-floating-promises)',
  ),
  typed(
    'a link that asks for its page before anybody follows it',
    'link',
    "import Link from 'next/link';\n\nexport const planted = Link;\n",
    'eslint(no-restricted-imports)',
  ),
  typed(
    'a promise where a yes or no belongs',
    'misused',
    'export const isReady = (ready: () => Promise<boolean>) => (ready() ? 1 : 2);\n',
    'typescript(no-misused-promises)',
  ),
  typed(
    'a switch that forgets a case',
    'switch',
    "export function say(word: 'yes' | 'no') {\n  switch (word) {\n    case 'yes':\n      return 1;\n  }\n  return 2;\n}\n",
    'typescript(switch-exhaustiveness-check)',
  ),
  typed('any', 'any', 'export const read = (value: any) => String(value);\n', 'typescript(no-explicit-any)'),
  typed(
    'an exclamation mark for what may be missing',
    'non-null',
    'export const first = (values: number[]) => values[0]!;\n',
    'typescript(no-non-null-assertion)',
  ),
  typed(
    'a type imported as a value',
    'type-import',
    "import { Logger } from 'pino';\nexport type Log = Logger;\n",
    'typescript(consistent-type-imports)',
  ),
  typed('a value that nobody uses', 'unused', 'const planted = 1;\nexport {};\n', 'eslint(no-unused-vars)'),
  typed('loose equality', 'loose', 'export const same = (a: string, b: string) => a == b;\n', 'eslint(eqeqeq)'),
  typed('the console', 'console', "console.log('planted');\n", 'eslint(no-console)'),
];

const UNUSED: Plant[] = [
  {
    gate: 'knip',
    does: 'a file that nobody imports',
    path: 'lib/domain/base/planted-unused.ts',
    text: 'export const planted = 1;\n',
    caught: ['files lib/domain/base/planted-unused.ts'],
  },
  {
    gate: 'knip',
    does: 'an export that nobody imports',
    path: 'lib/domain/base/sort.ts',
    text: 'export const planted = 1;\n',
    isAppended: true,
    caught: ['exports planted'],
  },
  {
    gate: 'knip',
    does: 'a type that nobody imports',
    path: 'lib/domain/base/locale.ts',
    text: 'export type Planted = 1;\n',
    isAppended: true,
    caught: ['types Planted'],
  },
  {
    gate: 'knip',
    does: 'a package that package.json does not list',
    path: 'scripts/problem.ts',
    text: "import 'semver';\n",
    isAppended: true,
    caught: ['unlisted semver'],
  },
];

/** Not a file of its own: the copy's package.json lists it. */
export const UNUSED_DEPENDENCY = 'a-package-nobody-imports';

const text = (rule: string, path: string, line: string): Plant => ({
  gate: 'text',
  does: line.trim(),
  path,
  text: line,
  caught: [rule],
});

const TEXTS: Plant[] = [
  text('gate', 'app/maker/tags/planted/page.tsx', 'export default async function Page() { return null; }'),
  text('gate', 'app/banner/planted/page.tsx', 'export default async function Page() { return null; }'),
  text('environment', 'lib/web/a.ts', 'export const port = process.env.PORT;'),
  text('environment', 'lib/integrations/crm/hubspot/a.ts', "export const key = process['env'].KEY;"),
  text('environment', 'lib/platform/a.ts', 'const { env } = process;'),
  text('environment', 'lib/services/tags/queries.ts', "import { env } from 'node:process';"),
  text('secret-compare', 'lib/web/b.ts', 'if (user.tokenHash === input.tokenHash) signIn();'),
  text('secret-compare', 'app/api/planted/a.ts', 'if (signature !== expected) refuse();'),
  text('sleeping-test', 'tests/e2e/planted.spec.ts', 'await page.waitForTimeout(100);'),
  text('sleeping-test', 'tests/planted.test.ts', "it.skip('works', () => {});"),
  text('sleeping-test', 'lib/domain/base/planted.test.ts', "it.only('works', () => {});"),
  text('sleeping-test', 'tests/e2e/other.spec.ts', "test.describe.only('works', () => {});"),
  text('sleeping-test', 'tests/e2e/another.spec.ts', "test.fixme('works', () => {});"),
  text('sleeping-test', 'sandbox/planted.test.ts', "it.skip.each([1])('works', () => {});"),
  text('suppression', 'lib/web/c.ts', '// oxlint-disable-next-line no-console'),
  text('suppression', 'components/tags/f.tsx', '/* eslint-disable */'),
  text('suppression', 'tests/planted-b.test.ts', '// @ts-expect-error: it takes a number'),
  text('suppression', 'scripts/planted.mjs', '// @ts-ignore'),
  text('suppression', 'sandbox/planted-b.ts', '// @ts-nocheck'),
  text('verb', 'lib/services/tags/create-planted.ts', 'export async function addPlanted() {}'),
  text('signature', 'lib/services/tags/queries.ts', 'export async function tagChoices(ctx: Ctx) {}'),
  text('signature', 'lib/services/crms/queries.ts', 'export async function readCrm(ctx: Ctx, id: string) {}'),
  text('signature', 'lib/services/banner/queries.ts', 'export function listEvents(ctx: Ctx, after: bigint | null) {}'),
];

export const PLANTS: readonly Plant[] = [...IMPORTS, ...PLACES, ...TYPED, ...UNUSED, ...TEXTS];
