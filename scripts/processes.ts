import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from './problem';

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is running and belongs to another user.
    return errorCode(error) === 'EPERM';
  }
}

/**
 * When a process started, in the system's own format, to tell it from a later one with the same ID. null if there is no
 * such process.
 */
export function processBirth(pid: number): string | null {
  return process.platform === 'linux' ? statField(pid, 22) : ps(pid, 'lstart');
}

/** null if there is no such process. */
export function parentOf(pid: number): number | null {
  const parent = process.platform === 'linux' ? statField(pid, 4) : ps(pid, 'ppid');
  return parent === null ? null : Number(parent);
}

/** The program that a process runs, if the system says so; null if there is no such process. */
export function programOf(pid: number): string | null {
  return ps(pid, 'comm');
}

/** The fields of /proc/<pid>/stat as proc(5) numbers them. */
function statField(pid: number, number: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name may contain spaces and brackets; the third field follows its closing bracket.
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

/** True if the process ended in time. */
export async function waitForEnd(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await sleep(25);
  }
  return true;
}
