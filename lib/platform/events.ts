import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { z } from 'zod';
import type { BannerEvent } from '@/lib/domain/answers/banner-event';
import type { Tx } from './db';
import { toJson } from './json';
import type { Logger } from './logger';

export const CHANNEL = 'maker_events';

const DEFAULTS = {
  /** How often the connection proves that it hears. */
  proveEveryMs: 10_000,
  /** A connection that takes longer to answer is dead. */
  answerMs: 5_000,
};

/** Notifies other processes. Small: subscribers read the rest from the database. */
const fanOutSchema = z.discriminatedUnion('topic', [
  z.object({ topic: z.literal('banner'), userId: z.string(), eventId: z.string() }),
  z.object({ topic: z.literal('sessions'), userId: z.string() }),
  z.object({ topic: z.literal('interaction'), interactionId: z.string() }),
]);
export type FanOut = z.infer<typeof fanOutSchema>;

/** Sent when the transaction commits, to every process that listens. */
export async function publish(tx: Tx, message: FanOut): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify(${CHANNEL}, ${JSON.stringify(message)})`;
}

/** Stores an event for an agent's Banner and tells every process. Returns its id, the stream's `Last-Event-ID`. */
export async function pushToBanner(
  tx: Tx,
  event: { userId: string; interactionId: string | null; now: Date } & BannerEvent,
): Promise<bigint> {
  const row = await tx.bannerEvent.create({
    data: {
      userId: event.userId,
      interactionId: event.interactionId,
      type: event.type,
      payload: toJson(event.payload),
      createdAt: event.now,
    },
    select: { id: true },
  });
  await publish(tx, { topic: 'banner', userId: event.userId, eventId: row.id.toString() });
  return row.id;
}

export interface Listener {
  subscribe(onMessage: (message: FanOut) => void, onGap: () => void): () => void;
  /** `unused`: nobody has subscribed yet. `lost`: it can’t hear, and connects again. */
  state(): 'unused' | 'hearing' | 'lost';
  close(): Promise<void>;
}

/**
 * One listening connection per process. It reconnects when it breaks; notifications sent in between are lost, so
 * `onGap` tells each subscriber to read the database again. A connection whose other end is gone looks like a quiet one,
 * so it regularly notifies itself and is replaced when it doesn't hear that.
 */
export function createListener(databaseUrl: string, log: Logger, options: Partial<typeof DEFAULTS> = {}): Listener {
  const { proveEveryMs, answerMs } = { ...DEFAULTS, ...options };
  const proofChannel = `maker_proof_${randomUUID().replaceAll('-', '')}`;
  const subscribers = new Set<{ onMessage: (message: FanOut) => void; onGap: () => void }>();
  let client: Client | null = null;
  let closed = false;
  let state: ReturnType<Listener['state']> = 'unused';
  let failures = 0;
  let isProven = true;
  let proving: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    if (closed) return;
    const next = new Client({
      connectionString: databaseUrl,
      keepAlive: true,
      connectionTimeoutMillis: answerMs,
      query_timeout: answerMs,
    });
    next.on('error', () => reconnect(next));
    next.on('end', () => reconnect(next));
    next.on('notification', ({ channel, payload }) => {
      if (channel === proofChannel) {
        isProven = true;
        return;
      }
      const messages = readMessages(payload);
      if (messages === null) log.warn('a notification could not be read');
      // Whatever it was about, the database has it.
      for (const subscriber of subscribers) {
        if (messages === null) subscriber.onGap();
        else for (const message of messages) subscriber.onMessage(message);
      }
    });
    client = next;
    try {
      await next.connect();
      await next.query(`LISTEN ${CHANNEL}; LISTEN ${proofChannel}`);
      // Whoever subscribed while this connection was being made has heard nothing yet.
      for (const subscriber of subscribers) subscriber.onGap();
      failures = 0;
      isProven = true;
      state = 'hearing';
      proving = setInterval(() => void prove(next), proveEveryMs).unref();
    } catch {
      reconnect(next);
    }
  }

  async function prove(open: Client): Promise<void> {
    if (client !== open) return;
    if (!isProven) return reconnect(open);
    isProven = false;
    await open.query(`NOTIFY ${proofChannel}`).catch(() => reconnect(open));
  }

  function reconnect(broken: Client): void {
    if (closed || client !== broken) return;
    client = null;
    state = 'lost';
    failures += 1;
    clearInterval(proving);
    broken.removeAllListeners();
    broken.on('error', () => undefined);
    broken.end().catch(() => undefined);
    const delayMs = Math.min(250 * 2 ** Math.min(failures, 5), 5_000);
    log.warn({ failures, delayMs }, 'the event listener lost the database; connecting again');
    setTimeout(() => void connect(), delayMs).unref();
  }

  return {
    subscribe(onMessage, onGap) {
      const subscriber = { onMessage, onGap };
      subscribers.add(subscriber);
      if (!client && !closed) void connect();
      return () => void subscribers.delete(subscriber);
    },
    state: () => state,
    async close() {
      closed = true;
      clearInterval(proving);
      const open = client;
      client = null;
      await open?.end().catch(() => undefined);
    },
  };
}

/** One, or several that were sent together. */
const notificationSchema = z.union([fanOutSchema.transform((message) => [message]), z.array(fanOutSchema)]);

/** Null for what another version, or another program, has sent. */
function readMessages(payload = ''): FanOut[] | null {
  try {
    return notificationSchema.safeParse(JSON.parse(payload)).data ?? null;
  } catch {
    return null;
  }
}
