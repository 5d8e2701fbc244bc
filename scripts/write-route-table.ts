import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../app/api', import.meta.url));

/** Not made by defineRoute: next-auth answers for itself, and what is no route is refused by one function. */
export const NOT_OURS = ['auth/[...nextauth]/route.ts', '[...nothing]/route.ts'];

/** Imports the table to describe the API, and adds itself. */
export const READS_THE_TABLE = 'openapi.json/route.ts';

export function routeFiles(root = ROOT): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /(^|\/)route\.tsx?$/.test(file) && !NOT_OURS.includes(file) && file !== READS_THE_TABLE)
    .sort();
}

export function routeTable(files: readonly string[]): string {
  const modules = files.map((file) => ({ name: importName(file), from: `./${file.replace(/\.tsx?$/, '')}` }));
  return `${[
    '// Written by `npm run tables`. Every route of the API, for its description and for the test of who may call what.',
    ...modules.map(({ name, from }) => `import * as ${name} from '${from}';`),
    '',
    'export interface RouteModule {',
    '  /** Below `app/api`. */',
    '  file: string;',
    '  exports: Record<string, unknown>;',
    '}',
    '',
    '/** All but the description of the API, which is made from this table. */',
    'export const routeModules: readonly RouteModule[] = [',
    ...modules.map(({ name, from }) => `  { file: '${from.slice(2)}', exports: ${name} },`),
    '];',
  ].join('\n')}\n`;
}

/** `users/[id]/sessions/route.ts` is `usersIdSessions`: a new route changes no other line. */
function importName(file: string): string {
  const words = file
    .split('/')
    .slice(0, -1)
    .flatMap((part) => part.split(/[^A-Za-z0-9]+/))
    .filter(Boolean);
  return words.map((word, index) => (index === 0 ? word : word.slice(0, 1).toUpperCase() + word.slice(1))).join('');
}
