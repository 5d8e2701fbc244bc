import { mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const holderSchema = z.object({ pid: z.number().int().positive(), birth: z.string().nullable() });

type Holder = z.infer<typeof holderSchema>;

/** Folders locked by this process. Its id in a lock file doesn't tell which of its sandboxes wrote it. */
const heldHere = new Set<string>();

/** A killed process takes a moment to exit, longer on a busy machine, so wait before reporting that another one is running. */
const patienceMs = 5000;

/**
 * Allows one sandbox per data folder, because two would corrupt the journal. Returns a function that releases the lock.
 */
export function lockDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = join(realpathSync(directory), 'lock');
  if (heldHere.has(path)) throw inUse(directory, process.pid);
  const me = JSON.stringify({ pid: process.pid, birth: startTimeOf(process.pid) } satisfies Holder);
  try {
    writeFileSync(path, me, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
    const holder = readHolder(path);
    if (holder && !isGoneWithin(holder, patienceMs)) throw inUse(directory, holder.pid);
    // Left behind by a killed process.
    writeFileSync(path, me, { mode: 0o600 });
  }
  heldHere.add(path);
  return () => {
    heldHere.delete(path);
    rmSync(path, { force: true });
  };
}

/** Null for a file left empty or incomplete by a kill or a full disk. */
function readHolder(path: string): Holder | null {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

function isGoneWithin(holder: Holder, ms: number): boolean {
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  for (let waitedMs = 0; waitedMs < ms && isStillRunning(holder); waitedMs += 50) Atomics.wait(sleeper, 0, 0, 50);
  return !isStillRunning(holder);
}

function isStillRunning({ pid, birth }: Holder): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!hasCode(error, 'EPERM')) return false;
  }
  // After a reboot, or after restarting a container, another program may have this id.
  return birth === null || birth === startTimeOf(pid);
}

/**
 * When a process started, in the system's own format. With its id, this identifies it. Null if the system doesn't tell.
 */
export function startTimeOf(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may contain anything. The state follows it, and the start time 19 fields later.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[19] === undefined ? null : `${boot}/${fields[0] === 'Z' ? 'dead' : fields[19]}`;
  } catch {
    return null;
  }
}

function inUse(directory: string, pid: number): Error {
  return new Error(
    `The sandbox's data in ${directory} is in use by process ${pid}. Stop it, or choose another data folder.`,
  );
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
