import { execFileSync, spawnSync } from 'node:child_process';
import { Problem } from '../problem';

/** The user of the operating system that runs the server. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

/**
 * PostgreSQL refuses to run as root (https://www.postgresql.org/docs/current/postgres-user.html), so root runs
 * it as another user. null: the server runs as the current user.
 */
export function serverAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = [idOf(name, '-u'), idOf(name, '-g')];
    if (uid !== null && gid !== null) return { name, uid, gid };
  }
  throw new Problem(
    `PostgreSQL can't run as root, and this machine has no user "postgres" or "nobody". Start as an ordinary user, or set DATABASE_URL.`,
  );
}

function idOf(name: string, flag: '-u' | '-g'): number | null {
  try {
    return Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    return null;
  }
}

/** Whether that user can pass through every folder on the way to a path, and enter or run it. */
export function canReach(account: Account | null, path: string): boolean {
  if (!account) return true;
  const probe = spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], {
    cwd: '/',
    uid: account.uid,
    gid: account.gid,
  });
  return probe.status === 0;
}
