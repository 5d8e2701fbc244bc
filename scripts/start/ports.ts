import { createServer } from 'node:net';
import { errorCode, Problem } from '../problem';

/** Throws a Problem if another program listens there or this user may not: before a long build, not after it. */
export async function checkPort(port: number, variable: string, host?: string): Promise<void> {
  const error = await tryToListen(port, host);
  if (error === null) return;
  if (error === 'EADDRINUSE')
    throw new Problem(`Port ${port} is used by another program. Stop it, or set ${variable} to another port.`);
  if (error === 'EACCES')
    throw new Problem(`This user isn't allowed to listen on port ${port}. Set ${variable} to a port above 1023.`);
  throw new Problem(`Port ${port} can't be used (${error}). Set ${variable} to another port.`);
}

function tryToListen(port: number, host?: string): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(errorCode(error) ?? error.message));
    server.listen({ port, ...(host === undefined ? {} : { host }) }, () => server.close(() => resolve(null)));
  });
}
