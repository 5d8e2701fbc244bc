import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { violationsOf, type SourceFile } from './support/architecture';

const ROOT = join(import.meta.dirname, '..');
const FOLDERS = ['app', 'components', 'lib', 'sandbox', 'scripts', 'tests', 'prisma'];
const SKIPPED = new Set(['node_modules', 'generated', '.next', '.data', 'migrations']);

function sourceFiles(): SourceFile[] {
  const files: SourceFile[] = [];
  const walk = (folder: string, isWanted: (name: string) => boolean) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (isWanted(entry.name)) walk(path, (name) => !SKIPPED.has(name));
      } else if (/\.(ts|tsx|mjs|js)$/.test(entry.name))
        files.push({ path: relative(ROOT, path), text: readFileSync(path, 'utf8') });
    }
  };
  walk(ROOT, (name) => FOLDERS.includes(name));
  return files;
}

/** The rules' planted violations stand in tests/gates. */
describe('the architecture in CONTRIBUTING.md', () => {
  it('matches the code', () => {
    const violations = violationsOf(sourceFiles()).map(({ rule, path, what }) => `${rule}: ${path}: ${what}`);
    expect(violations).toEqual([]);
  });
});
