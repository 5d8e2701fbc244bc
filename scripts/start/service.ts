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
  /** Added when it is started again after a crash. */
  argsAfterCrash?: readonly string[];
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
/** From here on it is unlikely to stay up by itself, and the operator must read why. */
const MANY_CRASHES = 6;

/** A process that sends signs of life and then none for this long hangs, and is replaced. */
const SILENT_MS = 12_000;
const LOOK_EVERY_MS = 1_000;

export class Service {
  private child: ChildProcess | null = null;
  private isStopping = false;
  private crashes = 0;
  private restarts: Promise<void> = Promise.resolve();
  private lastLines: string[] = [];
  private readonly log: Log;

  constructor(private readonly definition: ServiceDefinition) {
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
    const { args, argsAfterCrash = [], variables, name, show } = this.definition;
    this.lastLines = [];
    const child: ChildProcess = spawn(process.execPath, [...args, ...(this.crashes > 0 ? argsAfterCrash : [])], {
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
    this.endIfSilent(child);
    return child;
  }

  /**
   * Restarts it after a crash, waiting longer each time, for as long as the product runs: the others go on without it. A
   * process that hangs is ended, which counts as a crash.
   */
  private watch(child: ChildProcess): void {
    const startedAt = Date.now();
    child.once('exit', (code, signal) => {
      if (this.isStopping || this.child !== child) return;
      if (Date.now() - startedAt > STEADY_MS) this.crashes = 0;
      this.crashes += 1;
      const { label } = this.definition;
      const end = signal ? `was stopped by ${signal}` : `ended with code ${code ?? '?'}`;
      const delayMs = Math.min(FIRST_DELAY_MS * 2 ** (this.crashes - 1), MAX_DELAY_MS);
      say(`${label} ${end}; restarting it in ${delayMs / 1000} s`);
      if (this.crashes % MANY_CRASHES === 0) say(`${label} keeps stopping: ${this.lastWords()}`);
      setTimeout(() => {
        if (!this.isStopping && this.child === child) this.revive();
      }, delayMs);
    });
  }

  /** Counts looks instead of time: when the whole machine slept, nobody was silent. */
  private endIfSilent(child: ChildProcess): void {
    let silentLooks: number | null = null;
    child.on('message', (message) => {
      if (isOfType(message, 'alive')) silentLooks = 0;
    });
    const timer = setInterval(() => {
      if (silentLooks === null) return;
      silentLooks += 1;
      if (silentLooks * LOOK_EVERY_MS < SILENT_MS) return;
      clearInterval(timer);
      say(`${this.definition.label} doesn't respond; ending it`);
      child.kill('SIGKILL');
    }, LOOK_EVERY_MS);
    timer.unref();
    child.once('exit', () => clearInterval(timer));
  }

  private revive(): void {
    const child = this.launch();
    this.watch(child);
    void isReady(child).then((ready) => {
      if (this.isStopping) return;
      if (ready) say(`${this.definition.label} is ready again`);
      else child.kill('SIGKILL');
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
      if (isOfType(message, 'ready')) finish(true);
    };
    const timer = setTimeout(() => finish(false), READY_TIMEOUT_MS);
    child.on('message', onMessage);
    child.once('exit', () => finish(false));
    child.once('error', () => finish(false));
  });
}

function isOfType(message: unknown, type: 'ready' | 'alive'): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === type;
}

async function endProcess(child: ChildProcess | null): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(timer);
}
