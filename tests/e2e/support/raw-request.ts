import { connect } from 'node:net';

export interface RawAnswer {
  status: number;
  headers: string;
  body: string;
}

/** Exactly these lines, as no browser and no client would send them. */
export function sendRaw(url: string, lines: readonly string[]): Promise<RawAnswer> {
  const { port } = new URL(url);
  return new Promise((done, fail) => {
    const socket = connect(Number(port), 'localhost', () =>
      socket.write(`${[...lines, 'Connection: close', '', ''].join('\r\n')}`),
    );
    let text = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      text += chunk;
    });
    socket.setTimeout(15_000, () => socket.destroy(new Error(`No answer to ${lines[0] ?? ''}`)));
    socket.on('error', fail);
    socket.on('close', () => {
      const [head = '', ...rest] = text.split('\r\n\r\n');
      done({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), headers: head, body: rest.join('\r\n\r\n') });
    });
  });
}
