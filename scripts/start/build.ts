import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNode } from './commands';
import { hashOf, onceFor } from './inputs';
import { step } from './progress';

const OWN_BUILD = '.next';
const DECLARATIONS = 'next-env.d.ts';
const GENERATE = 'scripts/generate-client.mjs';
const NEXT = 'node_modules/next/dist/bin/next';
const CODE = ['lib', 'messages', 'prisma/schema.prisma', 'tsconfig.json', 'package-lock.json'];
const BUILD_INPUTS = [
  ...CODE,
  'app',
  'components',
  'public',
  'proxy.ts',
  'instrumentation-client.ts',
  'next.config.js',
  'postcss.config.mjs',
  'package.json',
];

/** The processes of a start and the commands beside it, and what each is built from. */
const PROGRAMS = {
  web: { entry: 'app/server.ts', inputs: [...CODE, 'app/server.ts', 'app/api'] },
  worker: { entry: 'lib/worker.ts', inputs: CODE },
  administrator: { entry: 'scripts/first-administrator.ts', inputs: [...CODE, 'scripts/first-administrator.ts'] },
  history: { entry: 'scripts/history.ts', inputs: [...CODE, 'scripts/history.ts'] },
  keys: { entry: 'scripts/keys.ts', inputs: [...CODE, 'scripts/keys.ts'] },
  'reset-second-factor': {
    entry: 'scripts/reset-second-factor.ts',
    inputs: [...CODE, 'scripts/reset-second-factor.ts'],
  },
  sandbox: { entry: 'sandbox/main.ts', inputs: ['sandbox', 'tsconfig.json', 'package-lock.json'] },
};
export type ProgramName = keyof typeof PROGRAMS;
const programFile = (name: ProgramName) => join(buildFolder(), 'programs', `${name}.mjs`);

/** Where Next puts its build. Tests use another folder, so that they never touch a build that is being served. */
function buildFolder(): string {
  return process.env.NEXT_DIST_DIR ?? OWN_BUILD;
}

/** Generates the database client if the schema has changed. */
export async function ensureClient(): Promise<void> {
  const inputs = hashOf([GENERATE, 'prisma/schema.prisma', 'node_modules/@prisma/client-generator-ts/package.json']);
  await onceFor(inputs, 'prisma/generated/client.ts', 'prisma/generated/.inputs', async () => {
    await step('Generating the database client', () => runNode('Generating the database client', [GENERATE]));
  });
}

/** Runs `next build` if its inputs have changed. */
export async function ensureBuild(): Promise<void> {
  const folder = buildFolder();
  const inputs = hashOf(BUILD_INPUTS, process.versions.node.split('.')[0] ?? '');
  await onceFor(inputs, join(folder, 'BUILD_ID'), join(folder, '.inputs'), async () => {
    const build = () => runNode('The build', [NEXT, 'build'], { NODE_ENV: 'production', SKIP_TYPE_CHECK: '1' });
    await step<unknown>('Building', folder === OWN_BUILD ? build : () => leavingTypes(folder, build));
  });
}

/** The arguments for Node: the bundled program, or in development its current code. */
export function programArguments(name: ProgramName, isDevelopment = false): string[] {
  return isDevelopment ? ['--import', 'tsx', PROGRAMS[name].entry] : [programFile(name)];
}

/** Bundles each program once, instead of compiling a few hundred files at every start of each process. */
export async function ensurePrograms(...names: ProgramName[]): Promise<void> {
  for (const name of names) {
    const { entry, inputs } = PROGRAMS[name];
    const outfile = programFile(name);
    await onceFor(hashOf(inputs), outfile, `${outfile}.inputs`, async () => {
      // Loaded here, because a start with nothing to compile doesn't need it.
      const { buildSync } = await import('esbuild');
      buildSync({
        entryPoints: [entry],
        outfile,
        bundle: true,
        packages: 'external',
        platform: 'node',
        format: 'esm',
        target: 'node20',
        logLevel: 'error',
      });
    });
  }
}

/** Each build writes type declarations of its routes. Those of a second build would conflict in an editor. */
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
