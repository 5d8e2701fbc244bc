import spawn, { SubprocessError, type Subprocess } from 'nano-spawn';
import { diskFull, Problem } from '../problem';

/** The commands of a start in progress, so that Ctrl-C during a build leaves none running. */
const running = new Set<Subprocess>();

export async function stopCommands(): Promise<void> {
  for (const command of running) (await command.nodeChildProcess).kill('SIGTERM');
}

/** Runs a Node command in the project silently; its output is shown if it fails. Returns what it wrote to stdout. */
export async function runNode(
  what: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<string> {
  const command = spawn(process.execPath, args, {
    stdin: 'ignore',
    // Empty means absent: commands don't get the role that applies migrations.
    env: { NEXT_TELEMETRY_DISABLED: '1', MIGRATION_DATABASE_URL: '', ...variables },
  });
  running.add(command);
  try {
    return (await command).stdout;
  } catch (error) {
    throw error instanceof SubprocessError ? explainedFailure(what, error) : error;
  } finally {
    running.delete(command);
  }
}

function explainedFailure(what: string, { signalName, output }: SubprocessError): Problem {
  if (signalName === 'SIGTERM') return new Problem(`${what} was stopped.`);
  if (/ENOSPC|no space left on device/i.test(output)) return diskFull(process.cwd());
  if (signalName === 'SIGKILL')
    return new Problem(`${what} was killed by the system, usually because memory ran out. It needs about 2 GB.`);
  return new Problem(`${what} failed:\n${output.trim().slice(-8000)}`);
}
