import { parentOf } from '../processes';

const LOOK_EVERY_MS = 500;

/**
 * Ends a start: whatever was started is stopped once, in reverse order, whether Ctrl-C, a signal, the end of our parent
 * or an error causes it. A second Ctrl-C doesn't wait.
 */
export class Lifetime {
  private readonly undo: (() => void | Promise<void>)[] = [];
  private ending: Promise<void> | null = null;
  /** What has to stop even on a second Ctrl-C. */
  private readonly kills: (() => void)[] = [];

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.onSignal());
    // The process that started us over a channel has ended.
    process.on('disconnect', () => this.onSignal());
    process.stdout.on('error', () => {});
    process.stderr.on('error', () => {});
    if (process.env.npm_lifecycle_event !== undefined) this.watchParent();
  }

  get isEnding(): boolean {
    return this.ending !== null;
  }

  onEnd(undo: () => void | Promise<void>, kill?: () => void): void {
    this.undo.push(undo);
    if (kill) this.kills.push(kill);
  }

  /** Ends everything, then the process. */
  async end(exitCode: number): Promise<never> {
    this.ending ??= this.undoAll();
    await this.ending;
    process.exit(exitCode);
  }

  private async undoAll(): Promise<void> {
    for (const undo of this.undo.toReversed()) {
      try {
        await undo();
      } catch (error) {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      }
    }
  }

  private onSignal(): void {
    if (this.isEnding) {
      for (const kill of this.kills) kill();
      return;
    }
    process.stdout.write('\n  Stopping\n');
    void this.end(0);
  }

  /**
   * npm doesn't forward every signal, and none if it is killed. It runs us through a shell, which then lives on under
   * another parent.
   */
  private watchParent(): void {
    const [parent, npm] = [process.ppid, parentOf(process.ppid)];
    setInterval(() => {
      if ((process.ppid !== parent || parentOf(parent) !== npm) && !this.isEnding) this.onSignal();
    }, LOOK_EVERY_MS).unref();
  }
}
