import { connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createStatements } from '@/lib/platform/prepared';
import { createApiKey } from '@/lib/services/api-keys/create-api-key';
import { startWorld } from '../../support/connect-world';
import { serveRoutes } from '../../support/route-server';

/** Connections end: PostgreSQL restarts, a standby takes over, a firewall forgets. Whether a statement was done is not known then. */

const world = await startWorld();
const { port } = await serveRoutes();
const { statements: working } = world.deployment;
let key: string;
/** Ends a connection when `store-arrivals` is sent, or when it was done and before that is heard. */
let cutsAt: 'sent' | 'done' | null = null;
let cuts = 0;
const open = new Set<Socket>();

/** The end of an answer: PostgreSQL has committed, and waits for the next statement. */
const READY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);

const proxy = createServer((near) => {
  const { hostname, port: databasePort } = new URL(world.databaseUrl);
  const far = connect(Number(databasePort || 5432), hostname);
  let isStoring = false;
  const end = () => {
    near.destroy();
    far.destroy();
  };
  for (const socket of [near, far]) {
    open.add(socket);
    socket.on('error', end);
    socket.on('close', () => {
      open.delete(socket);
      end();
    });
  }
  near.on('data', (data) => {
    if (cutsAt !== null && data.includes('store-arrivals\0')) {
      const at = cutsAt;
      // Another connection may be storing, too.
      cutsAt = null;
      if (at === 'sent') return cut();
      isStoring = true;
    }
    far.write(data);
  });
  far.on('data', (data) => {
    if (isStoring && data.subarray(-6).equals(READY)) return cut();
    if (!isStoring) near.write(data);
  });
  function cut() {
    cuts += 1;
    end();
  }
});

beforeAll(async () => {
  ({ key } = await createApiKey(world.ctx(world.administrator.actor), {
    name: 'Phone system',
    scopes: ['interactions.write'],
  }));
  await listen();
});
beforeEach(() => {
  cuts = 0;
});
afterAll(close);

async function listen(): Promise<void> {
  await new Promise<void>((done) => {
    proxy.listen(0, '127.0.0.1', done);
  });
  const address = proxy.address();
  const url = new URL(world.databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String(typeof address === 'object' ? address?.port : 0);
  world.deployment.statements = createStatements(url.toString());
}

async function close(): Promise<void> {
  const { statements } = world.deployment;
  world.deployment.statements = working;
  await statements.close();
  const isClosed = new Promise((done) => {
    proxy.close(done);
  });
  for (const socket of open) socket.destroy();
  await isClosed;
}

interface Answer {
  status: number;
  retryAfter: string | null;
  isRepeat: boolean | undefined;
}

async function send(id: string, more: object = {}): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${port}/api/interactions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      source: 'pbx',
      id,
      type: 'presented',
      at: '2026-11-23T09:00:00Z',
      customer: { number: '+33184800202' },
      ...more,
    }),
  });
  const { isRepeat }: { isRepeat?: boolean } = await response.json();
  return { status: response.status, retryAfter: response.headers.get('retry-after'), isRepeat };
}

const TAKEN = { status: 202, retryAfter: null, isRepeat: false };
const eventsOf = (externalId: string) => world.db.interactionEvent.count({ where: { externalId } });

describe('an event whose connection ends', () => {
  it.each(['sent', 'done'] as const)('once it is %s is stored once and taken', async (at) => {
    for (const [type, count] of [
      ['presented', 1],
      ['ended', 2],
    ] as const) {
      cutsAt = at;
      expect(await send(`cut-${at}`, { type })).toEqual(TAKEN);
      expect(await eventsOf(`cut-${at}`)).toBe(count);
    }
    expect(cuts).toBe(2);
  });

  it.each(['sent', 'done'] as const)('once it is %s with others is stored once and taken', async (at) => {
    cutsAt = at;
    const ids = Array.from({ length: 5 }, (_, index) => `together-${at}-${index}`);
    expect(await Promise.all(ids.map((id) => send(id)))).toEqual(ids.map(() => TAKEN));
    expect(await Promise.all(ids.map(eventsOf))).toEqual(ids.map(() => 1));
    expect(cuts).toBe(1);
  });

  it('is answered 503 with a time while the database can’t be reached', async () => {
    const { statements } = world.deployment;
    world.deployment.statements = createStatements('postgresql://nobody@127.0.0.1:1/none');
    try {
      expect(await send('unreachable')).toEqual({ status: 503, retryAfter: '2', isRepeat: undefined });
    } finally {
      await world.deployment.statements.close();
      world.deployment.statements = statements;
    }
  });
});
