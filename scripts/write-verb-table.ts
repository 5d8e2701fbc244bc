import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { knownPolicies, type FreshSignIn, type VerbPolicy } from '@/lib/services/verb-policy';

const SERVICES = fileURLToPath(new URL('../lib/services', import.meta.url));

/** Files of rooms: `users/edit-user`. */
export function verbFiles(): string[] {
  return readdirSync(SERVICES, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /^[a-z-]+\/[a-z-]+\.ts$/.test(file) && !file.endsWith('.test.ts'))
    .map((file) => file.replace(/\.ts$/, ''))
    .sort();
}

export async function importVerb(file: string): Promise<Record<string, unknown>> {
  const exports: Record<string, unknown> = await import(pathToFileURL(join(SERVICES, `${file}.ts`)).href);
  return exports;
}

/** A policy is known once its file has been imported. */
export async function readPolicies(): Promise<VerbPolicy[]> {
  for (const file of verbFiles()) await importVerb(file);
  return knownPolicies();
}

export function verbTable(policies: readonly VerbPolicy[]): string {
  const rows = policies.map(({ verb, access, freshSignIn, handsOut, touches }) =>
    [`\`${verb}\``, access, freshText(freshSignIn), handsOut.join(', ') || '–', touches].join(' | '),
  );
  return `${[
    '# What each verb may do',
    '',
    'Written by `npm run tables` from what the verbs in `lib/services` declare; a test compares the two, and',
    '`tests/integration/security-verbs.test.ts` calls every verb with every kind of actor.',
    '',
    '- **Access**: the permission, or who else may use it.',
    '- **Recent sign-in**: whether the last sign-in must be less than five minutes ago, and why not where it needn’t.',
    '- **Hands out**: kinds of rights that it can give. Nobody hands out what they lack.',
    '- **Touches**: whose things it may change.',
    '',
    '| Verb | Access | Recent sign-in | Hands out | Touches |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row} |`),
  ].join('\n')}\n`;
}

function freshText(fresh: FreshSignIn): string {
  if (fresh === 'always') return '**always**';
  return 'when' in fresh ? `**when** ${fresh.when}` : `no: ${fresh.never}`;
}
