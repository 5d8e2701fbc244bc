import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findDeadPaths } from './support/document-paths';

const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'components/README.md',
  'docs/security.md',
  'lib/integrations/crm/hubspot/README.md',
  'sandbox/README.md',
  'tests/e2e/README.md',
];

describe('the documents', () => {
  it.each(DOCUMENTS)('%s names only files and folders that exist', (document) => {
    const dead = findDeadPaths(readFileSync(document, 'utf8'), existsSync);
    expect(dead, `mend the paths in ${document}`).toEqual([]);
  });

  it.each(DOCUMENTS)('%s names only npm scripts that exist', (document) => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync('package.json', 'utf8')));
    const named = [...readFileSync(document, 'utf8').matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  it('CONTRIBUTING.md lists exactly the existing benchmarks', () => {
    const listed = /bench\.ts`: ((?:`[\w-]+`(?:, )?)+)/.exec(readFileSync('CONTRIBUTING.md', 'utf8'))?.[1] ?? '';
    const there = readdirSync('scripts/bench').flatMap((file) => /^(.+)\.bench\.ts$/.exec(file)?.[1] ?? []);
    expect([...listed.matchAll(/[\w-]+/g)].map(([name]) => name).sort()).toEqual(there.sort());
  });

  it('docs/security.md names every security test, and every chapter of OWASP ASVS 5.0', () => {
    const text = readFileSync('docs/security.md', 'utf8');
    const tests = readdirSync('tests', { recursive: true, encoding: 'utf8' })
      .filter((file) => /(^|\/)security-[\w-]+\.(test|spec)\.ts$/.test(file))
      .map((file) => `tests/${file}`);
    expect(tests.filter((file) => !text.includes(`\`${file}\``))).toEqual([]);
    const chapters = [...text.matchAll(/^\| \*\*V(\d+) /gm)].map(([, number]) => Number(number));
    expect(chapters).toEqual(Array.from({ length: 17 }, (_, index) => index + 1));
  });

  it('docs/security.md explains each number that a test names', () => {
    const [, section = ''] = readFileSync('docs/security.md', 'utf8').split('## Our own requirements\n');
    const rows = [...section.matchAll(/^\| (S-[^|]+) \|/gm)].flatMap(([, numbers = '']) => numbersOf(numbers));
    const named = readdirSync('tests', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => readFileSync(join('tests', file), 'utf8').match(/\bS-\d\d\b/g) ?? []);
    expect([...new Set(named)].filter((number) => !rows.includes(number))).toEqual([]);
    expect(rows.length).toBe(new Set(rows).size);
  });

  it('the hooks in CONTRIBUTING.md can be enabled', () => {
    for (const hook of ['pre-commit', 'commit-msg']) execFileSync('test', ['-x', `.githooks/${hook}`]);
  });

  it('a missing path is detected', () => {
    const text = 'See `lib/a.ts`, `lib/gone.ts`, `lib/<noun>/x.ts`, `tests/*.test.ts`, `GET /api/x` and `npm test`.';
    expect(findDeadPaths(text, (path) => path === 'lib/a.ts')).toEqual(['lib/gone.ts']);
  });
});

/** "S-40 to S-42" and "S-52, S-63" say several. */
function numbersOf(text: string): string[] {
  const [first = 0, last = first] = [...text.matchAll(/S-(\d\d)/g)].map(([, number]) => Number(number));
  if (!text.includes(' to ')) return text.match(/S-\d\d/g) ?? [];
  return Array.from({ length: last - first + 1 }, (_, index) => `S-${first + index}`);
}
