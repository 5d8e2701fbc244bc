import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diskFull, errorCode, explained, Problem } from '../problem';
import type { Account } from './account';
import type { Binaries } from './binaries';
import type { Place } from './place';
import { ROLES } from './roles';

/** The server's environment: nothing of ours, and not this machine's language or time zone. */
export const SERVER_ENVIRONMENT: NodeJS.ProcessEnv = {
  NODE_ENV: 'production',
  PATH: '/usr/local/bin:/usr/bin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
};

/** The cluster's folder and its password, created if missing. A half-created cluster is created again. */
export function prepareCluster(
  place: Place,
  binaries: Binaries,
  account: Account | null,
  say: (line: string) => void,
): { data: string; password: string } {
  const data = join(place.serverFolder, 'data');
  const passwordPath = join(place.folder, 'password');
  if (!existsSync(data)) {
    say('Creating the database');
    const password = randomBytes(24).toString('base64url');
    try {
      writeFileSync(passwordPath, password, { mode: 0o600 });
      initialise(data, password, binaries, account);
    } catch (error) {
      throw explained(error, place.serverFolder);
    }
  }
  return { data: checkedData(data, binaries), password: readPassword(passwordPath) };
}

/** initdb into a sibling folder, then one rename: the folder `data` is complete or absent. */
function initialise(data: string, password: string, binaries: Binaries, account: Account | null): void {
  const draft = `${data}.new`;
  const passwordFile = `${data}.password`;
  rmSync(draft, { recursive: true, force: true });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account) chownSync(passwordFile, account.uid, account.gid);
  const identity = account ? { uid: account.uid, gid: account.gid } : {};
  const run = spawnSync(
    binaries.initdb,
    ['-D', draft, '-U', ROLES.superuser, `--pwfile=${passwordFile}`, '-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C'],
    { cwd: '/', encoding: 'utf8', env: SERVER_ENVIRONMENT, ...identity },
  );
  rmSync(passwordFile, { force: true });
  if (run.error) throw notRunnable(run.error);
  if (run.status !== 0) {
    rmSync(draft, { recursive: true, force: true });
    const output = `${run.stdout}${run.stderr}`;
    if (output.includes('No space left on device')) throw diskFull(data);
    if (/GLIBC|error while loading shared libraries/.test(output)) throw notRunnable(new Error(output));
    throw new Problem(`The database couldn't be created: ${lastLine(output)}`);
  }
  renameSync(draft, data);
}

/** Without glibc (on Alpine), running a program that exists fails with ENOENT. */
export function notRunnable(error: Error): Problem {
  const reason = errorCode(error) ?? lastLine(error.message);
  return new Problem(
    `The PostgreSQL that comes with the Maker doesn't run on this system (${reason}). Set DATABASE_URL to a PostgreSQL server.`,
    { cause: error },
  );
}

function checkedData(data: string, binaries: Binaries): string {
  let major: string;
  try {
    major = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  } catch (error) {
    throw explained(error, data);
  }
  if (major !== binaries.major) {
    throw new Problem(
      `The database in ${data} was created by PostgreSQL ${major}, but this version of the Maker comes with ${binaries.major}. Dump it with the old version and restore it into a new data folder.`,
    );
  }
  return data;
}

function readPassword(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (errorCode(error) === 'ENOENT')
      throw new Problem(
        `The password of the embedded database is missing: ${path}. Restore that file from a backup, or move the data folder away to start from scratch.`,
      );
    throw explained(error, path);
  }
}

export function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim() ?? '';
}
