import { readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode, explained, notOurs, Problem } from '../problem';
import { isAlive, programOf, waitForEnd } from '../processes';

const FAST_STOP_MS = 20_000;
const HARD_STOP_MS = 5_000;

/**
 * Ends a server that an earlier start left behind on this cluster (its supervisor and its guardian were killed), and
 * removes a pid file whose ID now belongs to another program, because it would keep PostgreSQL from starting.
 */
export async function endLeftover(data: string): Promise<void> {
  const pidFile = join(data, 'postmaster.pid');
  const pid = readPid(pidFile);
  if (pid === null) return;
  if (!isAlive(pid) || !isServerOf(pid, data)) {
    rmSync(pidFile, { force: true });
    return;
  }
  // SIGINT: disconnect everyone and stop cleanly; SIGQUIT: at once, recovering at the next start.
  // https://www.postgresql.org/docs/current/server-shutdown.html
  for (const [signal, timeoutMs] of [
    ['SIGINT', FAST_STOP_MS],
    ['SIGQUIT', HARD_STOP_MS],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (errorCode(error) === 'EPERM') throw notOurs(data, error);
    }
    if (await waitForEnd(pid, timeoutMs)) return;
  }
  throw new Problem(
    `A database server from an earlier start (process ${pid}) is still running and doesn't stop. Stop it, then start again.`,
  );
}

/** The server's process ID as PostgreSQL records it; null if it isn't running. */
function readPid(pidFile: string): number | null {
  let text: string;
  try {
    text = readFileSync(pidFile, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw explained(error, pidFile);
  }
  const pid = Number(text.split('\n')[0]);
  return Number.isInteger(pid) && pid > 0 ? pid : null;
}

function isServerOf(pid: number, data: string): boolean {
  try {
    // A server's working directory is its data folder.
    return readlinkSync(`/proc/${pid}/cwd`) === data;
  } catch {
    return programOf(pid)?.includes('postgres') ?? false;
  }
}
