import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from './problem';

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return errorCode(error) === 'EPERM';
  }
}

/**
 * Tells a process from a later one that was given the same number: when it began, in whatever form the system says it.
 * null when there is no such process.
 */
export function processBirth(pid: number): string | null {
  return process.platform === 'linux' ? statField(pid, 22) : ps(pid, 'lstart');
}

/** null when there is no such process. */
export function parentOf(pid: number): number | null {
  const parent = process.platform === 'linux' ? statField(pid, 4) : ps(pid, 'ppid');
  return parent === null ? null : Number(parent);
}

/** The program a process runs, as far as the system tells; null when there is no such process. */
export function programOf(pid: number): string | null {
  return ps(pid, 'comm');
}

/** The fields of /proc/<pid>/stat as proc(5) numbers them. */
function statField(pid: number, number: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name may hold spaces and brackets; the third field follows its closing bracket.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[number - 3] ?? null;
  } catch {
    return null;
  }
}

function ps(pid: number, column: string): string | null {
  try {
    return (
      execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim() || null
    );
  } catch {
    return null;
  }
}

/** True when the process ended within the time. */
export async function waitForEnd(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await sleep(25);
  }
  return true;
}
