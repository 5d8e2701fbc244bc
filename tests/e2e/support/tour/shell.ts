import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';

/** One terminal for a whole tour: what a block defines, a later block can use. */
export class Shell {
  private readonly bash = spawn('bash', ['-s'], { stdio: 'pipe' });
  private output = '';

  constructor() {
    for (const stream of [this.bash.stdout, this.bash.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (this.output += text));
  }

  /** Runs a script and resolves to what it printed. */
  async run(script: string): Promise<string> {
    const end = `end-of-script-${randomUUID()}`;
    this.output = '';
    this.bash.stdin.write(`${script}\necho ${end}\n`);
    while (!this.output.includes(end)) {
      if (this.bash.exitCode !== null) throw new Error(`The shell ended: ${this.output}`);
      await once(this.bash.stdout, 'data', { signal: AbortSignal.timeout(30_000) });
    }
    return this.output.replace(end, '').trim();
  }

  close(): void {
    this.bash.kill();
  }
}
