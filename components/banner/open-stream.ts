import { BANNER_EVENT_TYPES, bannerNewsSchema, type BannerNews } from '@/lib/domain/answers/banner-event';
import { readSessionEnding, type SessionEnding } from '@/lib/domain/people/session-ending';

/** The browser reconnects after a broken connection, but not after a response that is not a stream. */
const REOPEN_MS = 4_000;
/** The server sends something every 10 seconds. A connection whose other end is gone never reports an error. */
const SILENT_MS = 20_000;
const LOOK_EVERY_MS = 2_000;

interface StreamListener {
  onReady: () => void;
  /** Null: anything may have changed. */
  onNews: (news: BannerNews | null) => void;
  onLost: () => void;
  /** The response was not a stream; we retry later. */
  onRefused: () => void;
  onEnded: (reason: SessionEnding) => void;
  /** Newer windows of the same person took this one's place. It stays closed, or they would push each other out for good. */
  onReplaced: () => void;
}

/**
 * Listens to the agent's events until the session ends. A silent connection is replaced, also as soon as the page is seen
 * again or the machine is back online. Returns a function that stops it.
 */
export function openStream({ onReady, onNews, onLost, onRefused, onEnded, onReplaced }: StreamListener): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let heardAt = Date.now();
  let isOver = false;

  const connect = () => {
    clearTimeout(timer);
    source?.close();
    heardAt = Date.now();
    const opened = new EventSource('/api/banner/stream');
    source = opened;
    const on = (name: string, act: (event: MessageEvent<string>) => void) =>
      opened.addEventListener(name, (event: MessageEvent<string>) => {
        heardAt = Date.now();
        if (source === opened) act(event);
      });
    on('ready', onReady);
    on('ping', () => undefined);
    for (const name of BANNER_EVENT_TYPES) on(name, ({ data }) => onNews(readNews(data)));
    on('session-ended', ({ data }) => {
      stop();
      onEnded(readReason(data));
    });
    on('replaced', () => {
      stop();
      onReplaced();
    });
    opened.addEventListener('error', () => {
      if (source !== opened) return;
      onLost();
      if (opened.readyState !== EventSource.CLOSED) return;
      onRefused();
      timer = setTimeout(connect, REOPEN_MS);
      heardAt = Date.now();
    });
  };
  const look = () => {
    if (isOver || Date.now() - heardAt < SILENT_MS) return;
    onLost();
    connect();
  };
  /** A page that was asleep may have missed anything, and its connection may be gone without a word. */
  const wake = () => {
    if (isOver || document.visibilityState === 'hidden') return;
    look();
    onNews(null);
  };
  const looking = setInterval(look, LOOK_EVERY_MS);
  const online = () => {
    if (!isOver) connect();
  };
  window.addEventListener('online', online);
  window.addEventListener('pageshow', wake);
  document.addEventListener('visibilitychange', wake);

  function stop(): void {
    isOver = true;
    clearTimeout(timer);
    clearInterval(looking);
    window.removeEventListener('online', online);
    window.removeEventListener('pageshow', wake);
    document.removeEventListener('visibilitychange', wake);
    source?.close();
    source = null;
  }
  connect();
  return stop;
}

/** Null for what a newer server sends. */
function readNews(data: string): BannerNews | null {
  return bannerNewsSchema.safeParse(readJson(data)).data ?? null;
}

function readReason(data: string): SessionEnding {
  const value = readJson(data);
  return readSessionEnding(typeof value === 'object' && value !== null && 'reason' in value ? value.reason : undefined);
}

function readJson(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
