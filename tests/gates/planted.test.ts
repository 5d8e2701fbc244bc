import { execFile } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { STAGES } from '@/scripts/test/stages';
import { violationsOf } from '../support/architecture';
import { PLANTS, UNUSED_DEPENDENCY, type Plant } from './plants';

/**
 * Shows that the gates catch what they are there for. All plants stand in one copy of the tree, outside the repository,
 * whose `.gitignore` would hide it; each command of the lint stage runs over it once.
 */
const ROOT = join(import.meta.dirname, '../..');
const IGNORED = /^(?:node_modules|\.git|\.data|\.next.*|test-results|playwright-report|coverage)$/;

interface Finding {
  at: string;
  rule: string;
}

let copy = '';
const found = new Map<Plant['gate'], Finding[]>();
const filesOf = (gate: Plant['gate']) => PLANTS.filter((plant) => plant.gate === gate).map(({ path }) => path);

function plantAll(): void {
  copy = realpathSync(mkdtempSync(join(tmpdir(), 'maker-gates-')));
  cpSync(ROOT, copy, {
    recursive: true,
    filter: (path) => dirname(path) !== ROOT || !IGNORED.test(basename(path)),
  });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  for (const { gate, path, text, isAppended } of PLANTS) {
    if (gate === 'text') continue;
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    if (isAppended) appendFileSync(join(copy, path), text);
    else writeFileSync(join(copy, path), text, { flag: 'wx' });
  }
  const manifest = readFileSync(join(copy, 'package.json'), 'utf8');
  writeFileSync(
    join(copy, 'package.json'),
    manifest.replace('"dependencies": {', `"dependencies": { "${UNUSED_DEPENDENCY}": "1.0.0",`),
  );
}

/** What each command of the lint stage that runs a tool says over the copy; all of them end with an error there. */
function run(tool: string, ...more: string[]): Promise<unknown[]> {
  const stage = STAGES.find(({ name }) => name === 'lint');
  const commands = stage
    ?.commands({ reportPath: '', extra: [], changedSince: null, flows: [], browser: null })
    .filter(([program]) => program?.includes(`/${tool}/`));
  if (!commands?.length) throw new Error(`The lint stage does not run ${tool}`);
  return Promise.all(commands.map((command) => runOne(tool, [...command, ...more])));
}

function runOne(tool: string, command: string[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, command, { cwd: copy, maxBuffer: 2 ** 28 }, (_error, output, complaint) => {
      try {
        resolve(JSON.parse(output));
      } catch {
        reject(new Error(`${tool} did not answer with JSON: ${output.slice(0, 2000)}${complaint.slice(0, 2000)}`));
      }
    });
  });
}

const importsSchema = z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) }));
async function readImports(): Promise<Finding[]> {
  // Without the flag, packages are found where the link to node_modules leads, which is no place that a rule knows.
  const answers = await run('dependency-cruiser', '--preserve-symlinks', '--output-type', 'baseline');
  return answers
    .flatMap((answer) => importsSchema.parse(answer))
    .map(({ from, to, rule }) => ({
      at: from,
      rule: rule.name === 'no-circular-folders' ? `${rule.name} with ${to}` : rule.name,
    }));
}

const typedSchema = z.object({ diagnostics: z.array(z.object({ code: z.string(), filename: z.string() })) });
async function readTyped(): Promise<Finding[]> {
  const [answer] = await run('oxlint', '--format=json', ...filesOf('oxlint'));
  return typedSchema.parse(answer).diagnostics.map(({ code, filename }) => ({ at: filename, rule: code }));
}

const unusedSchema = z.object({
  issues: z.array(z.looseObject({ file: z.string() })),
});
const namesSchema = z.array(z.object({ name: z.string() }));
async function readUnused(): Promise<Finding[]> {
  const [answer] = await run('knip', '--reporter', 'json');
  const { issues } = unusedSchema.parse(answer);
  return issues.flatMap(({ file, ...kinds }) =>
    Object.entries(kinds).flatMap(([kind, names]) =>
      namesSchema.parse(names).map(({ name }) => ({ at: file, rule: `${kind} ${name}` })),
    ),
  );
}

beforeAll(async () => {
  plantAll();
  const [imports, typed, unused] = await Promise.all([readImports(), readTyped(), readUnused()]);
  found.set('dependency-cruiser', imports).set('oxlint', typed).set('knip', unused);
}, 600_000);
afterAll(() => rmSync(copy, { recursive: true, force: true }), 600_000);

function rulesAt(gate: Plant['gate'], at: string): string[] {
  return [...new Set(found.get(gate)?.flatMap((finding) => (finding.at === at ? [finding.rule] : [])))].sort();
}

describe('a planted violation is caught for the planted reason', () => {
  const planted = PLANTS.filter(({ gate }) => gate !== 'text');
  it.each(planted)('$gate: $does', ({ gate, path, at = path, caught }) => {
    expect(rulesAt(gate, at)).toEqual(caught.toSorted());
  });

  it.each(PLANTS.filter(({ gate }) => gate === 'text'))('$caught: $does', ({ path, text, caught }) => {
    expect(violationsOf([{ path, text }]).map(({ rule }) => rule)).toEqual(caught);
  });

  it('knip: a package that is never imported', () => {
    expect(rulesAt('knip', 'package.json')).toEqual([`dependencies ${UNUSED_DEPENDENCY}`]);
  });

  it('nothing else is caught: files without a violation pass the import rules', () => {
    const paths = new Set(PLANTS.map(({ path }) => path));
    const others = found
      .get('dependency-cruiser')
      ?.filter(({ at, rule }) => !paths.has(at) && !rule.startsWith('no-circular-folders'));
    expect(others).toEqual([]);
  });
});
