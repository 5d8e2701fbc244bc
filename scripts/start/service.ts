import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Problem } from '../problem';
import { follow, openLog, type Log } from './logs';
import { say } from './progress';

/** One process of the product. It tells us over its channel when it is ready, and ends when that channel closes. */
export interface ServiceDefinition {
  name: 'web' | 'worker' | 'sandbox';
  label: string;
  args: readonly string[];
  variables: Readonly<Record<string, string>>;
  dataDir: string;
  show: 'all' | 'important';
}

const READY_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 10_000;
const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 30_000;
/** After this long without a crash, the earlier ones no longer count. */
const STEADY_MS = 60_000;
const MAX_CRASHES = 6;

export class Service {
  private child: ChildProcess | null = null;
  private isStopping = false;
  private crashes = 0;
  private restarts: Promise<void> = Promise.resolve();
  private lastLines: string[] = [];
  private readonly log: Log;

  /** `onGivenUp` is called when it keeps crashing. */
  constructor(
    private readonly definition: ServiceDefinition,
    private readonly onGivenUp: (problem: Problem) => void,
  ) {
    this.log = openLog(definition.dataDir, definition.name);
  }

  /** Resolves when it is ready; throws a Problem with its last output if it ends first. */
  async start(): Promise<void> {
    const child = this.launch();
    if (!(await isReady(child))) {
      await this.stop();
      throw new Problem(`${this.definition.label} didn't start: ${this.lastWords()}`);
    }
    this.watch(child);
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    await endProcess(this.child);
  }

  /** For development: restarts with the current code. One at a time: a second save must not start a second process. */
  restart(): Promise<void> {
    this.restarts = this.restarts.then(() => this.restartOnce());
    return this.restarts;
  }

  private async restartOnce(): Promise<void> {
    if (this.isStopping) return;
    this.crashes = 0;
    const former = this.child;
    this.child = null;
    await endProcess(former);
    if (!this.isStopping) this.revive();
  }

  /** Immediately, on a second Ctrl-C. */
  kill(): void {
    this.isStopping = true;
    this.child?.kill('SIGKILL');
  }

  private launch(): ChildProcess {
    const { args, variables, name, show } = this.definition;
    this.lastLines = [];
    const child: ChildProcess = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // In its own session, so that Ctrl-C in the terminal only reaches us, and we stop the services in order.
      detached: true,
      env: {
        ...process.env,
        ADMIN_EMAIL: undefined,
        ADMIN_PASSWORD: undefined,
        MIGRATION_DATABASE_URL: undefined,
        ...variables,
      },
    });
    const keep = (line: string) => {
      this.lastLines = [...this.lastLines, line].slice(-20);
    };
    if (child.stdout) follow(child.stdout, 'info', name, this.log, show, keep);
    if (child.stderr) follow(child.stderr, 'warn', name, this.log, show, keep);
    this.child = child;
    return child;
  }

  /** Restarts it after a crash, waiting longer each time, until it is clear that it won't stay up. */
  private watch(child: ChildProcess): void {
    const startedAt = Date.now();
    child.once('exit', (code, signal) => {
      if (this.isStopping || this.child !== child) return;
      if (Date.now() - startedAt > STEADY_MS) this.crashes = 0;
      this.crashes += 1;
      const { label } = this.definition;
      const end = signal ? `was stopped by ${signal}` : `ended with code ${code ?? '?'}`;
      if (this.crashes >= MAX_CRASHES) {
        this.onGivenUp(new Problem(`${label} keeps stopping: ${this.lastWords()}`));
        return;
      }
      const delayMs = Math.min(FIRST_DELAY_MS * 2 ** (this.crashes - 1), MAX_DELAY_MS);
      say(`${label} ${end}; restarting it in ${delayMs / 1000} s`);
      setTimeout(() => {
        if (!this.isStopping && this.child === child) this.revive();
      }, delayMs);
    });
  }

  private revive(): void {
    const child = this.launch();
    this.watch(child);
    void isReady(child).then((ready) => {
      if (ready && !this.isStopping) say(`${this.definition.label} is ready again`);
    });
  }

  private lastWords(): string {
    const words = this.lastLines.filter((line) => line.trim() !== '' && !/^\s+at |^Node\.js v/.test(line));
    return words.length > 0 ? words.slice(-6).join('\n') : 'it printed nothing.';
  }
}

function isReady(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    const finish = (ready: boolean) => {
      clearTimeout(timer);
      child.off('message', onMessage);
      resolve(ready);
    };
    const onMessage = (message: unknown) => {
      if (typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready')
        finish(true);
    };
    const timer = setTimeout(() => finish(false), READY_TIMEOUT_MS);
    child.on('message', onMessage);
    child.once('exit', () => finish(false));
    child.once('error', () => finish(false));
  });
}

async function endProcess(child: ChildProcess | null): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(timer);
}
