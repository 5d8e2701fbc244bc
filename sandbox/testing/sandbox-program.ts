import { spawn } from 'node:child_process';

/** For tests: runs the sandbox in its own process, on a free port. */
export interface SandboxProgram {
  url: string;
  /** Its standard error output so far. */
  complaints(): string;
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

interface ProgramOptions {
  /** Shell commands to run before the sandbox, in the same process. */
  before?: string;
}

/** Rejects with the program's output if it exits before listening. */
export async function startProgram(dataDir: string, { before = 'true' }: ProgramOptions = {}): Promise<SandboxProgram> {
  const main = 'sandbox/main.ts';
  const words = [
    process.execPath,
    '--import',
    'tsx',
    main,
    '--port',
    '0',
    '--data-dir',
    dataDir,
    '--maker-url',
    'http://localhost:3000',
  ];
  const program = spawn('sh', ['-c', `${before} && exec "$@"`, 'sh', ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  program.stderr.on('data', (text: Buffer) => (errors += text.toString()));
  const gone = new Promise<number | null>((resolve) => program.once('close', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    program.stdout.on('data', (text: Buffer) => {
      const found = /http:\S+/.exec(text.toString())?.[0];
      if (found) resolve(found);
    });
    void gone.then((code) => reject(new Error(`${errors.trim()} (exit code ${code})`)));
  });
  return {
    url,
    complaints: () => errors,
    async end(signal) {
      program.kill(signal);
      await gone;
    },
  };
}
