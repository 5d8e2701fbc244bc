import { connect, createServer, type Socket } from 'node:net';

/** Between us and the database, like a firewall: what is open can stop carrying anything, without a word to either side. */
export interface FrozenProxy {
  /** The same database through it. */
  url: string;
  /** Connections made so far. */
  count(): number;
  /** What is open now never carries anything again; what is opened from now on works. */
  freezeOpen(): void;
  /** Neither what is open nor what is opened from now on carries anything. */
  freeze(): void;
  /** What was frozen is reset, and everything works. */
  thaw(): void;
  close(): void;
}

export async function startFrozenProxy(databaseUrl: string): Promise<FrozenProxy> {
  const target = new URL(databaseUrl);
  let made = 0;
  let isFrozen = false;
  const pairs = new Set<{ sockets: Socket[]; isFrozen: boolean }>();
  const server = createServer((near) => {
    made += 1;
    const far = connect(Number(target.port), target.hostname);
    const pair = { sockets: [near, far], isFrozen };
    pairs.add(pair);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (data) => pair.isFrozen || to.write(data));
      from.on('error', () => undefined);
      // An end is a word, too.
      from.on('end', () => pair.isFrozen || to.end());
    }
    near.on('close', () => {
      far.destroy();
      pairs.delete(pair);
    });
  });
  const drop = () => {
    for (const { sockets } of pairs) for (const socket of sockets) socket.destroy();
    pairs.clear();
  };
  const freezeOpen = () => {
    for (const pair of pairs) pair.isFrozen = true;
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: Object.assign(new URL(databaseUrl), { hostname: '127.0.0.1', port: String(port) }).href,
    count: () => made,
    freezeOpen,
    freeze() {
      isFrozen = true;
      freezeOpen();
    },
    thaw() {
      isFrozen = false;
      for (const pair of pairs) if (pair.isFrozen) for (const socket of pair.sockets) socket.destroy();
    },
    close() {
      drop();
      server.close();
    },
  };
}
