import { BANNER_EVENT_TYPES } from '@/lib/domain/answers/banner-event';
import { readSessionEnding, type SessionEnding } from '@/lib/domain/people/session-ending';

/** The browser reconnects after a broken connection, but not after a response that is not a stream. */
const REOPEN_MS = 4_000;

interface StreamListener {
  onReady: () => void;
  onNews: () => void;
  onLost: () => void;
  /** The response was not a stream; we retry later. */
  onRefused: () => void;
  onEnded: (reason: SessionEnding) => void;
  /** Newer windows of the same person took this one's place. It stays closed, or they would push each other out for good. */
  onReplaced: () => void;
}

/** Listens to the agent's events until the session ends. Returns a function that stops it. */
export function openStream({ onReady, onNews, onLost, onRefused, onEnded, onReplaced }: StreamListener): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
  };
  const connect = () => {
    const opened = new EventSource('/api/banner/stream');
    source = opened;
    opened.addEventListener('ready', onReady);
    for (const name of BANNER_EVENT_TYPES) opened.addEventListener(name, onNews);
    opened.addEventListener('session-ended', (event: MessageEvent<string>) => {
      stop();
      onEnded(readReason(event.data));
    });
    opened.addEventListener('replaced', () => {
      stop();
      onReplaced();
    });
    opened.addEventListener('error', () => {
      onLost();
      if (opened.readyState !== EventSource.CLOSED || source !== opened) return;
      onRefused();
      timer = setTimeout(connect, REOPEN_MS);
    });
  };
  connect();
  return stop;
}

function readReason(data: string): SessionEnding {
  try {
    const value: unknown = JSON.parse(data);
    return readSessionEnding(
      typeof value === 'object' && value !== null && 'reason' in value ? value.reason : undefined,
    );
  } catch {
    return 'signed_out';
  }
}
