/**
 * What can be done before anything is installed: check Node, then install exactly what the lockfile says.
 * Plain JavaScript with Node's own modules only, in a syntax that an old Node can still parse, to say why it is refused.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const MARK = join(ROOT, 'node_modules', '.installed-lock');
const SUPPORTED = { 20: 19, 22: 12 };
const RECOMMENDED = 24;

/** Exits with one sentence if this Node can't run the product. */
export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  const isSupported = major >= RECOMMENDED || (major in SUPPORTED && minor >= SUPPORTED[major]);
  if (!isSupported)
    end(
      `The Maker needs Node ${RECOMMENDED} (20.19 and 22.12 or later also work), but this is Node ${version}. See https://nodejs.org/.`,
    );
  if (major < RECOMMENDED)
    console.log(
      `Node ${version} works; Node ${RECOMMENDED} is recommended${major === 20 ? ', because Node 20 no longer gets security fixes' : ''}.`,
    );
}

/**
 * Installs what is missing or comes from another lockfile: what a start needs, or `everything` for development and tests.
 * Once everything has been installed, a start doesn't remove the packages of the tests when the lockfile changes.
 */
export async function ensureInstalled({ everything }) {
  const lock = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
  const hash = createHash('sha256').update(lock).digest('hex');
  const marks = [`${hash} everything`, ...(everything ? [] : [`${hash} start`])];
  if (existsSync(MARK) && marks.includes(readFileSync(MARK, 'utf8'))) return;

  const { packages } = JSON.parse(lock);
  const there = installedPackages();
  const withTests = everything || Object.values(there ?? {}).some(({ dev }) => dev);
  if (!isInstalled(packages, there, withTests)) {
    // Only adds packages to those of a complete start: it may be running, and `npm ci` would remove them first.
    await install(isInstalled(packages, there, false) ? ['install', '--no-save'] : ['ci'], withTests);
  }
  try {
    writeFileSync(MARK, `${hash} ${withTests ? 'everything' : 'start'}`);
  } catch {
    // Installed by another user: compared again at each start.
  }
}

/** npm's own record of what is in node_modules, or null; someone may have run npm by hand. */
function installedPackages() {
  try {
    return JSON.parse(readFileSync(join(ROOT, 'node_modules', '.package-lock.json'), 'utf8')).packages;
  } catch {
    return null;
  }
}

function isInstalled(wanted, there, withTests) {
  if (!there) return false;
  return Object.entries(wanted).every(
    ([path, { version, dev, optional }]) =>
      path === '' || (dev && !withTests) || there[path]?.version === version || (optional && !there[path]),
  );
}

async function install(command, withTests) {
  console.log('Installing packages; the first time, this takes about a minute.');
  const startedAt = Date.now();
  const ticker = setInterval(() => console.log(`  still installing (${seconds(startedAt)} s)`), 15_000);
  // The npm that called us, if any; told which packages to install, whatever NODE_ENV says.
  const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const half = withTests ? '--include=dev' : '--omit=dev';
  const [program, ...rest] = [...npm, ...command, half, '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, output } = await run(program, rest);
  clearInterval(ticker);
  if (status !== 0) {
    if (/ENOSPC/.test(output)) end(`The disk with ${ROOT} is full. The Maker needs about 1.5 GB.`);
    if (/EACCES|EPERM/.test(output)) end(`This user can't write to ${ROOT}. Start as the user it belongs to.`);
    if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT/.test(output))
      end("The npm registry can't be reached. Check the network (npm config get registry), then start again.");
    if (/spawn \S+ ENOENT/.test(output)) end('npm was not found. It comes with Node: see https://nodejs.org/.');
    process.stderr.write(`${output.trimEnd()}\n`);
    end(`npm ${command[0]} failed; its last lines are above.`);
  }
  console.log(`Installed (${seconds(startedAt)} s)`);
}

function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    const keep = (chunk) => {
      output = (output + chunk).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ status: 1, output: String(error) }));
    child.on('close', (status) => resolve({ status, output }));
  });
}

function seconds(since) {
  return Math.round((Date.now() - since) / 1000);
}

function end(sentence) {
  console.error(sentence);
  process.exit(1);
}
