import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { Problem } from '../problem';

export interface Browser {
  /** undefined: Playwright's own. */
  path: string | undefined;
  /** For display: which browser, and its origin. */
  description: string;
}

const SHELLS = ['/usr/bin/chromium-headless-shell'];
const BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** An installed browser: CHROMIUM_PATH, the system's, or Playwright's own. Null if there is none. */
export function findBrowser(needsWindow = false): Browser | null {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (!existsSync(given)) throw new Problem(`CHROMIUM_PATH names ${given}, which does not exist.`);
    return described(given, 'CHROMIUM_PATH');
  }
  // The headless shell is twice as fast but can't show windows.
  const installed = [...(needsWindow ? [] : SHELLS), ...BROWSERS].find(
    (path) => existsSync(path) && versionOf(path) !== null,
  );
  if (installed !== undefined) return described(installed, 'installed on this system');
  if (existsSync(chromium.executablePath()))
    return { path: undefined, description: `Playwright's own (${chromium.executablePath()})` };
  return null;
}

/** An installed browser, or a newly installed one. Throws a Problem with instructions. */
export function ensureBrowser(needsWindow: boolean, say: (line: string) => void): Browser {
  const found = findBrowser(needsWindow);
  if (found) return found;

  say("No Chromium is installed; trying Playwright's own");
  run(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium']);
  const downloaded = findBrowser(needsWindow);
  if (downloaded) return downloaded;

  if (process.getuid?.() === 0 && run('apt-get', ['--version'])) {
    say("It cannot be downloaded here; installing the distribution's package");
    run('apt-get', ['update', '-q']);
    if (
      !run('apt-get', [
        'install',
        '-y',
        '-q',
        '--no-install-recommends',
        'chromium',
        ...(needsWindow ? [] : ['chromium-headless-shell']),
      ])
    ) {
      run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium']);
    }
    const packaged = findBrowser(needsWindow);
    if (packaged) return packaged;
  }
  throw new Problem(
    'The end-to-end tests need a Chromium and none could be installed. Install your system\'s package "chromium" (as root: apt-get install chromium), or set CHROMIUM_PATH.',
  );
}

function described(path: string, origin: string): Browser {
  return { path, description: `${versionOf(path) ?? 'a browser'} at ${path}, ${origin}` };
}

function versionOf(path: string): string | null {
  const { status, stdout } = spawnSync(path, ['--version', '--no-sandbox'], { encoding: 'utf8', timeout: 20_000 });
  return status === 0 ? stdout.trim() : null;
}

function run(command: string, args: readonly string[]): boolean {
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 600_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status === 0;
}
