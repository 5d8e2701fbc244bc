import { readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MENU_MODULES } from '@/lib/domain/base/modules';
import { routeFiles, routeTable } from './write-route-table';
import { readPolicies, verbTable } from './write-verb-table';

/** Files that follow from others, by path. `npm run tables` writes them; a test compares each with what it would write. */
export const TABLES: Record<string, () => string | Promise<string>> = {
  'app/api/route-table.ts': () => routeTable(routeFiles()),
  'docs/verbs.md': async () => verbTable(await readPolicies()),
  'messages/messages.d.ts': messageTypes,
  'components/shell/menu-icons.ts': menuIcons,
};

/** TypeScript has no type for all files of a folder. */
function messageTypes(): string {
  const namespaces = readdirSync(pathOf('messages/en'), 'utf8')
    .map((file) => file.replace(/\.json$/, ''))
    .sort();
  const variable = (name: string) => name.replaceAll(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase());
  const key = (name: string) => (name.includes('-') ? `'${name}'` : name);
  return `${[
    '// Written by `npm run tables` from the files in messages/en.',
    ...namespaces.map((name) => `import type ${variable(name)} from './en/${name}.json';`),
    '',
    '/** Every message by its namespace, in the shape of the English ones. A test checks that other languages have the same. */',
    'export interface Messages {',
    ...namespaces.map((name) => `  ${key(name)}: typeof ${variable(name)};`),
    '}',
    '',
    "declare module 'use-intl' {",
    '  interface AppConfig {',
    '    Messages: Messages;',
    '  }',
    '}',
  ].join('\n')}\n`;
}

/** Only the icons that the menu shows end up in the browser. */
function menuIcons(): string {
  const icons = [...new Set(MENU_MODULES.map(({ icon }) => icon))].sort();
  return `${[
    '// Written by `npm run tables` from the registry of modules.',
    'import {',
    ...[...icons, 'type LucideIcon'].map((icon) => `  ${icon},`),
    "} from 'lucide-react';",
    "import type { MenuPath } from '@/lib/domain/base/modules';",
    '',
    'export const MENU_ICONS: Record<MenuPath, LucideIcon> = {',
    ...MENU_MODULES.map(({ path, icon }) => `  ${path.includes('-') ? `'${path}'` : path}: ${icon},`),
    '};',
  ].join('\n')}\n`;
}

function pathOf(file: string): string {
  return fileURLToPath(new URL(`../${file}`, import.meta.url));
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [file, text] of Object.entries(TABLES)) writeFileSync(pathOf(file), await text());
