import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkNode } from './install.mjs';

afterEach(() => vi.restoreAllMocks());

function verdict(version: string): { ended: boolean; output: string } {
  const output: string[] = [];
  let ended = false;
  vi.spyOn(console, 'error').mockImplementation((line: string) => void output.push(line));
  vi.spyOn(console, 'log').mockImplementation((line: string) => void output.push(line));
  vi.spyOn(process, 'exit').mockImplementation(() => {
    ended = true;
    throw new Error('the end');
  });
  try {
    checkNode(version);
  } catch (error) {
    if (!ended) throw error;
  }
  return { ended, output: output.join('\n') };
}

it.each(['18.20.8', '20.18.3', '21.7.3', '22.11.0', '23.11.1'])('ends with one sentence on Node %s', (version) => {
  const { ended, output } = verdict(version);
  expect(ended).toBe(true);
  expect(output).toBe(
    `The Maker needs Node 24 (20.19 and 22.12 or later also work), but this is Node ${version}. See https://nodejs.org/.`,
  );
});

it.each(['20.19.0', '22.12.0'])('recommends a newer version on Node %s, and continues', (version) => {
  expect(verdict(version)).toEqual({
    ended: false,
    output: expect.stringMatching(/^Node .* works; Node 24 is recommended/),
  });
});

it.each(['24.0.0', '26.10.0'])('prints nothing on Node %s', (version) =>
  expect(verdict(version)).toEqual({ ended: false, output: '' }),
);

describe('installed packages', () => {
  const RUNTIME = { 'node_modules/a': { version: '1.0.0' } };
  const ALL = { ...RUNTIME, 'node_modules/b': { version: '1.0.0', dev: true } };
  let project: string;

  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'install-'));
    for (const folder of ['scripts', 'node_modules']) mkdirSync(join(project, folder));
    cpSync(resolve('scripts/install.mjs'), join(project, 'scripts/install.mjs'));
    // In place of npm: notes what it was asked for.
    writeFileSync(join(project, 'package.json'), '{ "type": "commonjs" }');
    writeFileSync(
      join(project, 'npm.js'),
      "require('fs').writeFileSync('asked', process.argv.slice(2, -3).join(' '));",
    );
    lock(ALL);
  });
  afterEach(() => rmSync(project, { recursive: true }));

  function lock(packages: object): void {
    writeFileSync(join(project, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...packages } }));
  }
  function installed(packages: object): void {
    writeFileSync(join(project, 'node_modules/.package-lock.json'), JSON.stringify({ packages }));
  }
  /** The command that npm was given; null when it was not needed. */
  function ensure(everything: boolean): string | null {
    rmSync(join(project, 'asked'), { force: true });
    const code = `import('./scripts/install.mjs').then((install) => install.ensureInstalled({ everything: ${everything} }))`;
    const env = { ...process.env, npm_execpath: join(project, 'npm.js') };
    expect(spawnSync(process.execPath, ['-e', code], { cwd: project, env }).status).toBe(0);
    return existsSync(join(project, 'asked')) ? readFileSync(join(project, 'asked'), 'utf8') : null;
  }

  it('are what a start needs, and tests add the rest without removing any', () => {
    expect(ensure(false)).toBe('ci --omit=dev');
    installed(RUNTIME);
    expect(ensure(false)).toBeNull();
    expect(ensure(true)).toBe('install --no-save --include=dev');
    installed(ALL);
    expect(ensure(true)).toBeNull();
    expect(ensure(false)).toBeNull();
  });

  it('stay complete after the lockfile changes, once they were', () => {
    installed(ALL);
    expect(ensure(false)).toBeNull();
    lock({ ...ALL, 'node_modules/a': { version: '2.0.0' } });
    expect(ensure(false)).toBe('ci --include=dev');
  });

  it("don't depend on an npm ci with another lockfile", () => {
    installed({ 'node_modules/a': { version: '0.9.0' } });
    expect(ensure(true)).toBe('ci --include=dev');
  });
});
