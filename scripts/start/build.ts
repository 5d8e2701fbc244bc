import { join } from 'node:path';
import { runNode } from './commands';
import { hashOf, onceFor } from './inputs';
import { step } from './progress';

const PRISMA = 'node_modules/prisma/build/index.js';
const NEXT = 'node_modules/next/dist/bin/next';
const BUILD_INPUTS = ['app', 'components', 'lib', 'messages', 'public', 'proxy.ts', 'instrumentation.ts', 'prisma/schema.prisma', 'next.config.js', 'postcss.config.mjs', 'tsconfig.json', 'package.json', 'package-lock.json'];

/** Where Next puts its build; the tests keep theirs apart, so that they never touch one that is being served. */
export function buildFolder(): string {
  return process.env.NEXT_DIST_DIR ?? '.next';
}

/** The database client, written anew when the schema has changed. */
export async function ensureClient(): Promise<void> {
  const inputs = hashOf(['prisma/schema.prisma', 'node_modules/prisma/package.json']);
  await onceFor(inputs, 'prisma/generated/client.ts', 'prisma/generated/.inputs', async () => {
    await step('Generating the database client', () => runNode('Generating the database client', [PRISMA, 'generate']));
  });
}

/** `next build`, when what it is made from has changed. */
export async function ensureBuild(): Promise<void> {
  const folder = buildFolder();
  const inputs = hashOf(BUILD_INPUTS, process.versions.node.split('.')[0] ?? '');
  await onceFor(inputs, join(folder, 'BUILD_ID'), join(folder, '.inputs'), async () => {
    await step('Building', () => runNode('The build', [NEXT, 'build'], { NODE_ENV: 'production' }));
  });
}
