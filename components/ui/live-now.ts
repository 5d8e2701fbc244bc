'use client';

import { useSyncExternalStore } from 'react';

const TICK_MS = 30_000;
const listeners = new Set<() => void>();
let now = new Date(0);
let timer: ReturnType<typeof setInterval> | undefined;

/** The current time, updated every 30 seconds. During hydration it is the server's, so that both render the same words. */
export function useLiveNow(serverNow: Date): Date {
  return useSyncExternalStore(subscribe, current, () => serverNow);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function tick(): void {
  now = new Date();
  for (const listener of listeners) listener();
}

/** Stable between ticks, as useSyncExternalStore requires; current if there has been no tick for a while. */
function current(): Date {
  if (Date.now() - now.getTime() > TICK_MS) now = new Date();
  return now;
}
