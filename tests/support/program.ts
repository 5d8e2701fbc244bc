import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join, parse, resolve } from 'node:path';
import { buildSync } from 'esbuild';

const FOLDER = resolve('.data/test-programs');
/** Node finds these only with the end of their name. */
const NEXT = ['next/headers', 'next/navigation', 'next/server'];
const bundled = new Map<string, string>();

/**
 * The file of a program for a process of its own, bundled as a start of the product bundles its programs: compiling
 * hundreds of files anew for each process takes longer than most of them run.
 */
export function programOf(entry: string): string {
  const known = bundled.get(entry);
  if (known !== undefined) return known;
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
    alias: Object.fromEntries(NEXT.map((name) => [name, `${name}.js`])),
    write: false,
  });
  mkdirSync(FOLDER, { recursive: true });
  const path = join(FOLDER, `${parse(entry).name}.mjs`);
  // Whole at once: another process of the tests may start the same program just now.
  const beside = `${path}.${process.pid}`;
  writeFileSync(beside, outputFiles[0]?.contents ?? '');
  renameSync(beside, path);
  bundled.set(entry, path);
  return path;
}
