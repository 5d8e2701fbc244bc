import { touchSession } from '@/lib/services/sessions/read-session';
import { readLastEventId, readNews, SETTLING_MS, type News, type StreamEvent } from '@/lib/services/banner/read-news';
import type { Ctx, UserActor } from '@/lib/services/context';
import { deployment } from './deployment';
import { createSharedRead } from './shared-read';

/** The page counts a stream as lost when it hears nothing for twice as long. */
const PING_MS = 10_000;
/** An open Banner counts as activity; that is written once for all streams of a session, and no more often than this. */
const TOUCH_MS = 60_000;
/** Streams one agent may have open at once in this process. One more takes the place of the oldest. */
const STREAMS_PER_USER = 5;

/** Messages that wait for a browser that doesn't read: a tab that sleeps keeps its connection for hours. It connects again. */
const MOST_UNREAD = 1_000;

interface OpenStream {
  sessionId: string;
  /** Closes it, and says that a newer one took its place. */
  replace(): void;
}
/** By agent, the oldest first. */
const open = new Map<string, OpenStream[]>();
/** By session, while it has a stream. */
const touchedAt = new Map<string, number>();
const sharedNews = createSharedRead<News>();

/**
 * Server-sent events of one agent's Banner, each with how its interaction is when it is sent. The database is the truth and
 * a notification only says "look": after a gap, a reconnection or a lost notification, events are read again from the last
 * ID sent.
 */
export function bannerStream(
  ctx: Ctx & { actor: UserActor },
  lastEventId: string | null,
  signal: AbortSignal,
): Response {
  const { actor } = ctx;
  const { listener, db } = deployment();
  const encoder = new TextEncoder();
  let stop: () => void = () => undefined;

  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      let sent = parseId(lastEventId);
      /** When each of the latest events was read. The page reads everything when it is connected: null before that. */
      let read: Map<string, number> | null = null;
      /** The newest read's. */
      let basis: string | null = null;
      let isClosed = false;
      let reading: Promise<void> = Promise.resolve();
      /** Looks again when the session ends without anybody ending it. */
      let end: NodeJS.Timeout | undefined;
      const write = (text: string) => {
        if (isClosed) return;
        controller.enqueue(encoder.encode(text));
        if ((controller.desiredSize ?? 0) >= -MOST_UNREAD) return;
        stop();
        controller.error(new Error('Nobody reads the stream'));
      };
      const send = (event: StreamEvent) =>
        write(`id: ${sent ?? event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event.news)}\n\n`);

      const catchUp = async () => {
        if (isClosed) return;
        const isFirst = read === null;
        const known = [...(read?.keys() ?? [])];
        const question = { lastEventId: sent, known };
        // The streams of one session hear the same notification at the same moment: they share the read it causes.
        const news = await sharedNews(`${actor.sessionId} ${sent ?? ''} ${known.join()}`, () =>
          readNews(ctx, question),
        );
        const { session, events } = news;
        if ('reason' in session) {
          write(`event: session-ended\ndata: ${JSON.stringify(session)}\n\n`);
          stop();
          return;
        }
        clearTimeout(end);
        if (!isClosed) end = setTimeout(look, Math.max(1, session.endsAt.getTime() + 1 - Date.now()));
        const now = Date.now();
        const hasOtherBasis = basis !== null && basis !== news.basis;
        basis = news.basis;
        // Nothing was read: it isn't known yet where this stream begins.
        if (sent === null) return;
        read ??= new Map();
        for (const [id, at] of read) if (now - at > 2 * SETTLING_MS) read.delete(id);
        for (const event of events) {
          read.set(event.id, now);
          const id = BigInt(event.id);
          if (isFirst && id <= sent) continue;
          if (id > sent) sent = id;
          send(event);
        }
        // An administrator changed what these interactions are shown by: the Banner reads everything.
        if (hasOtherBasis) write('event: profile-changed\ndata: {}\n\n');
      };
      /** One read at a time; a notification during a read triggers one more. */
      const look = () => {
        reading = reading.then(catchUp).catch((error: unknown) => {
          ctx.log.warn({ err: error }, 'a Banner stream could not read its events; the browser will connect again');
          stop();
        });
      };

      const unsubscribe = listener.subscribe((message) => {
        if ((message.topic === 'banner' || message.topic === 'sessions') && message.userId === actor.userId) look();
      }, look);
      const heartbeat = setInterval(() => {
        write('event: ping\ndata: {}\n\n');
        if (Date.now() - (touchedAt.get(actor.sessionId) ?? 0) < TOUCH_MS) return;
        touchedAt.set(actor.sessionId, Date.now());
        void touchSession(db, actor.sessionId, new Date()).catch(() => undefined);
      }, PING_MS);

      stop = () => {
        if (isClosed) return;
        isClosed = true;
        unsubscribe();
        clearInterval(heartbeat);
        clearTimeout(end);
        forget(actor.userId, own);
        try {
          controller.close();
        } catch {
          // The browser had already disconnected.
        }
      };
      const own: OpenStream = {
        sessionId: actor.sessionId,
        replace() {
          write('event: replaced\ndata: {}\n\n');
          stop();
        },
      };
      enter(actor.userId, own);
      signal.addEventListener('abort', () => stop());
      if (signal.aborted) {
        stop();
        return;
      }

      sent ??= await readLastEventId(ctx);
      write(`retry: 1000\nid: ${sent}\nevent: ready\ndata: {}\n\n`);
      look();
    },
    cancel() {
      stop();
    },
  });

  return new Response(stream, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}

function enter(userId: string, stream: OpenStream): void {
  const streams = [...(open.get(userId) ?? []), stream];
  open.set(userId, streams);
  for (const oldest of streams.slice(0, -STREAMS_PER_USER)) oldest.replace();
}

function forget(userId: string, stream: OpenStream): void {
  const left = (open.get(userId) ?? []).filter((other) => other !== stream);
  if (left.length === 0) open.delete(userId);
  else open.set(userId, left);
  if (!left.some(({ sessionId }) => sessionId === stream.sessionId)) touchedAt.delete(stream.sessionId);
}

function parseId(text: string | null): bigint | null {
  return text && /^\d{1,18}$/.test(text) ? BigInt(text) : null;
}
