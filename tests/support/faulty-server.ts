import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface SeenRequest {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface FaultyServer {
  url: string;
  seen: SeenRequest[];
  /** Sets the response to the following requests. */
  answerWith(answer: FaultyAnswer): void;
  close(): Promise<void>;
}

export type FaultyAnswer = (request: SeenRequest, response: ServerResponse, incoming: IncomingMessage) => void;

/** A local server whose responses the test controls. */
export async function startFaultyServer(first: FaultyAnswer = json(200, {})): Promise<FaultyServer> {
  let answer = first;
  const seen: SeenRequest[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const request = {
        method: incoming.method ?? '',
        url: incoming.url ?? '',
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      seen.push(request);
      answer(request, response, incoming);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    seen,
    answerWith: (next) => {
      answer = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): FaultyAnswer {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json;charset=utf-8', ...headers });
    response.end(JSON.stringify(body));
  };
}

export function raw(status: number, body: string | Buffer, headers: Record<string, string>): FaultyAnswer {
  return (_request, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
}

/** One answer after the other; the last one stays. */
export function inTurn(...answers: FaultyAnswer[]): FaultyAnswer {
  let index = 0;
  return (...args) => {
    const answer = answers[Math.min(index, answers.length - 1)];
    index += 1;
    answer?.(...args);
  };
}

export const resetConnection: FaultyAnswer = (_request, _response, incoming) => {
  incoming.socket.resetAndDestroy();
};

/** Never answers; the connection ends with the server. */
export const silence: FaultyAnswer = () => {};

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return address.port;
}
