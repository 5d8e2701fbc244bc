import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';

/** One terminal for a whole tour: what a block defines, a later block can use. */
export class Shell {
  private readonly bash = spawn('bash', ['-s'], { stdio: 'pipe' });
  private said = '';

  constructor() {
    for (const stream of [this.bash.stdout, this.bash.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (this.said += text));
  }

  /** Runs a script and resolves to what it printed. */
  async run(script: string): Promise<string> {
    const end = `end-of-script-${randomUUID()}`;
    this.said = '';
    this.bash.stdin.write(`${script}\necho ${end}\n`);
    while (!this.said.includes(end)) {
      if (this.bash.exitCode !== null) throw new Error(`The shell ended: ${this.said}`);
      await once(this.bash.stdout, 'data', { signal: AbortSignal.timeout(30_000) });
    }
    return this.said.replace(end, '').trim();
  }

  close(): void {
    this.bash.kill();
  }
}
