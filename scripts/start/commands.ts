import { spawn, type ChildProcess } from 'node:child_process';
import { diskFull, Problem } from '../problem';

/** The commands of a start that is under way, so that Ctrl-C in the middle of a build leaves none behind. */
const running = new Set<ChildProcess>();

export function stopCommands(): void {
  for (const child of running) child.kill('SIGTERM');
}

/** Runs a command of Node in the project, silent; its output is shown when it fails. Returns what it wrote to stdout. */
export function runNode(
  what: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', MIGRATION_DATABASE_URL: undefined, ...variables },
    });
    running.add(child);
    let stdout = '';
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.on('error', reject);
    child.on('close', (status, signal) => {
      running.delete(child);
      if (status === 0) return resolve(stdout);
      if (signal === 'SIGTERM') return reject(new Problem(`${what} was stopped.`));
      if (/ENOSPC|no space left on device/i.test(output)) return reject(diskFull(process.cwd()));
      if (signal === 'SIGKILL')
        return reject(
          new Problem(`${what} was killed by the system, usually because memory ran out. It needs about 2 GB.`),
        );
      reject(new Problem(`${what} failed:\n${output.trim().slice(-8000)}`));
    });
  });
}
