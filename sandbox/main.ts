import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { startSandbox } from './server';

const usage = 'Usage: main.ts --port 3100 --data-dir .data --maker-url http://localhost:3000 [--host 127.0.0.1]';

// With much memory available, V8 lets garbage grow to several times the live data. The scale account must fit into 512
// MB.
setFlagsFromString('--heap-growing-percent=20');

await main().catch((error: unknown) => {
  process.stderr.write(`${sentence(error)}\n`);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      'data-dir': { type: 'string' },
      'maker-url': { type: 'string' },
      host: { type: 'string', default: '127.0.0.1' },
    },
  });
  const port = Number(values.port);
  const { host, 'data-dir': dataDir, 'maker-url': makerUrl } = values;
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port must be a number up to 65535. ${usage}`);
  if (dataDir === undefined || dataDir === '') throw new Error(`--data-dir is missing. ${usage}`);
  if (makerUrl === undefined || !URL.canParse(makerUrl)) throw new Error(`--maker-url must be a URL. ${usage}`);
  if (host !== '127.0.0.1' && host !== '::1')
    throw new Error(`The sandbox listens on loopback only: --host is 127.0.0.1 or ::1, not ${host}.`);
  const sandbox = await startSandbox({ port, dataDir, makerUrl, host });
  process.stdout.write(`HubSpot sandbox ready at ${sandbox.url}\n`);
  const stop = () => {
    void sandbox.close().then(() => process.exit(0));
  };
  process.send?.({ type: 'ready' });
  // The parent process has exited.
  process.once('disconnect', stop);
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function sentence(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE')
    return 'The port of the HubSpot sandbox is taken. Stop the other process or choose another SANDBOX_PORT.';
  return error.message;
}
