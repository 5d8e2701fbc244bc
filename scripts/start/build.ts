import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNode } from './commands';
import { hashOf, onceFor } from './inputs';
import { step } from './progress';

const OWN_BUILD = '.next';
const DECLARATIONS = 'next-env.d.ts';
const GENERATE = 'scripts/generate-client.mjs';
const NEXT = 'node_modules/next/dist/bin/next';
const BUILD_INPUTS = [
  'app',
  'components',
  'lib',
  'messages',
  'public',
  'proxy.ts',
  'instrumentation.ts',
  'prisma/schema.prisma',
  'next.config.js',
  'postcss.config.mjs',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
];

/** Where Next puts its build; the tests keep theirs apart, so that they never touch one that is being served. */
function buildFolder(): string {
  return process.env.NEXT_DIST_DIR ?? OWN_BUILD;
}

/** The database client, written anew when the schema has changed. */
export async function ensureClient(): Promise<void> {
  const inputs = hashOf([GENERATE, 'prisma/schema.prisma', 'node_modules/@prisma/client-generator-ts/package.json']);
  await onceFor(inputs, 'prisma/generated/client.ts', 'prisma/generated/.inputs', async () => {
    await step('Generating the database client', () => runNode('Generating the database client', [GENERATE]));
  });
}

/** `next build`, when what it is made from has changed. */
export async function ensureBuild(): Promise<void> {
  const folder = buildFolder();
  const inputs = hashOf(BUILD_INPUTS, process.versions.node.split('.')[0] ?? '');
  await onceFor(inputs, join(folder, 'BUILD_ID'), join(folder, '.inputs'), async () => {
    const build = () => runNode('The build', [NEXT, 'build'], { NODE_ENV: 'production', SKIP_TYPE_CHECK: '1' });
    await step<unknown>('Building', folder === OWN_BUILD ? build : () => leavingTypes(folder, build));
  });
}

/** Each build writes declarations of its routes. Those of a second build beside the first would contradict it in the editor. */
async function leavingTypes(folder: string, build: () => Promise<unknown>): Promise<void> {
  const before = existsSync(DECLARATIONS) ? readFileSync(DECLARATIONS, 'utf8') : null;
  try {
    await build();
  } finally {
    rmSync(join(folder, 'types'), { recursive: true, force: true });
    if (before === null) rmSync(DECLARATIONS, { force: true });
    else writeFileSync(DECLARATIONS, before);
  }
}
