import { ABSOLUTE_MS, touchSession } from '@/lib/services/sessions/read-session';
import { readEvents, readLastEventId, readSessionEnd, type StreamEvent } from '@/lib/services/banner/read-events';
import type { Ctx, UserActor } from '@/lib/services/context';
import { deployment } from './deployment';

const HEARTBEAT_MS = 15_000;
/** Streams one agent may have open at once in this process. */
const STREAMS_PER_USER = 5;
const open = new Map<string, number>();

/**
 * Server-sent events of one agent's Banner. The database is the truth and a notification only says "look": after a
 * gap, a reconnection or a lost notification, events are read again from the last ID sent.
 */
export function bannerStream(
  ctx: Ctx & { actor: UserActor },
  lastEventId: string | null,
  signal: AbortSignal,
): Response {
  const { actor } = ctx;
  if ((open.get(actor.userId) ?? 0) >= STREAMS_PER_USER)
    return new Response(null, { status: 429, headers: { 'retry-after': '5' } });
  open.set(actor.userId, (open.get(actor.userId) ?? 0) + 1);

  const { listener, db } = deployment();
  const encoder = new TextEncoder();
  let stop: () => void = () => undefined;

  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      let sent = parseId(lastEventId);
      let isClosed = false;
      let reading: Promise<void> = Promise.resolve();
      const write = (text: string) => {
        if (!isClosed) controller.enqueue(encoder.encode(text));
      };
      const send = (event: StreamEvent) =>
        write(`id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event.payload)}\n\n`);

      const catchUp = async () => {
        if (isClosed) return;
        const [ended, events] = await Promise.all([readSessionEnd(ctx), readEvents(ctx, { lastEventId: sent })]);
        if (ended) {
          write(`event: session-ended\ndata: ${JSON.stringify(ended)}\n\n`);
          stop();
          return;
        }
        for (const event of events) {
          sent = BigInt(event.id);
          send(event);
        }
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
        write(': still here\n\n');
        // An open Banner counts as activity, but the session's absolute end still applies.
        void touchSession(db, actor.sessionId, new Date()).catch(() => undefined);
      }, HEARTBEAT_MS);
      const end = setTimeout(look, Math.max(0, actor.signedInAt.getTime() + ABSOLUTE_MS - Date.now()));

      stop = () => {
        if (isClosed) return;
        isClosed = true;
        unsubscribe();
        clearInterval(heartbeat);
        clearTimeout(end);
        const left = (open.get(actor.userId) ?? 1) - 1;
        if (left <= 0) open.delete(actor.userId);
        else open.set(actor.userId, left);
        try {
          controller.close();
        } catch {
          // The browser had already disconnected.
        }
      };
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

function parseId(text: string | null): bigint | null {
  return text && /^\d{1,18}$/.test(text) ? BigInt(text) : null;
}
