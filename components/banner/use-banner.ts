'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { bannerSchema, type BannerInteraction, type BannerState } from '@/lib/domain/answers/banner';
import type { BannerNews } from '@/lib/domain/answers/banner-event';
import type { SessionEnding } from '@/lib/domain/people/session-ending';
import { LEAVES_AFTER_MS } from '@/lib/domain/interaction/participation';
import { applyNews, isWhole } from './apply-news';
import { ApiError, apiFetch } from '../forms/api-fetch';
import { isLeaving } from './interaction-words';
import { openStream } from './open-stream';

/** Why this Banner stopped: its session ended, or newer windows took its place. */
export type BannerEnding = SessionEnding | 'replaced';

export type Connection = 'connecting' | 'live' | 'lost';

/**
 * The Banner's state, updated by server-sent events that say how an interaction is now. The whole state is read when the
 * stream begins, and whenever something may have been missed: a lost connection, a sleeping machine, a server restart.
 */
export function useBanner(initial: BannerState) {
  const [state, setState] = useState(initial);
  const [connection, setConnection] = useState<Connection>('connecting');
  const [ended, setEnded] = useState<BannerEnding | null>(null);
  /** The last read failed: what is shown may no longer be true. */
  const [isOutdated, setOutdated] = useState(false);
  const reading = useRef<Promise<void> | null>(null);
  const isStale = useRef(false);
  /** Heard during a read. Which of the two is newer isn't known; if it is the read, the next event says so. */
  const heard = useRef<BannerNews[]>([]);
  const failures = useRef(0);
  const again = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const refresh = useCallback(async (): Promise<void> => {
    // One read at a time; an event during a read causes one more.
    isStale.current = true;
    clearTimeout(again.current);
    reading.current ??= (async () => {
      try {
        while (isStale.current) {
          isStale.current = false;
          heard.current = [];
          const next = await apiFetch('/api/banner', bannerSchema, { signal: AbortSignal.timeout(READ_MS) }).catch(
            waitIfTooFast,
          );
          if (next === null) isStale.current = true;
          else setState(heard.current.reduce(withNews, next));
        }
        failures.current = 0;
        setOutdated(false);
      } catch (error) {
        if (error instanceof ApiError && error.code === 'UNAUTHENTICATED') {
          setEnded((before) => before ?? 'signed_out');
          return;
        }
        // No event need follow: it is read again until it is there.
        setOutdated(true);
        failures.current += 1;
        const delayMs = Math.min(500 * 2 ** failures.current, LONGEST_DELAY_MS);
        clearTimeout(again.current);
        again.current = setTimeout(() => void readAgain.current(), delayMs);
      } finally {
        reading.current = null;
      }
    })();
    await reading.current;
  }, []);
  const readAgain = useRef(refresh);
  useEffect(() => () => clearTimeout(again.current), []);

  useEffect(
    () =>
      openStream({
        onReady: () => {
          setConnection('live');
          void refresh();
        },
        onNews: (news) => {
          if (!isWhole(news)) return void refresh();
          if (reading.current) heard.current.push(news);
          setState((before) => withNews(before, news));
        },
        onLost: () => setConnection('lost'),
        // Refused by us or by a proxy: reading the state tells which.
        onRefused: () => void refresh(),
        onEnded: setEnded,
        onReplaced: () => setEnded((before) => before ?? 'replaced'),
      }),
    [refresh],
  );

  // What a colleague took leaves after a moment.
  const leavingIds = state.interactions.open
    .filter(isLeaving)
    .map(({ id }) => id)
    .join(' ');
  useEffect(() => {
    if (leavingIds === '') return;
    const timer = setTimeout(() => {
      const gone = leavingIds.split(' ').map((interactionId) => ({ interactionId, shown: null }));
      setState((before) => gone.reduce(withNews, before));
    }, LEAVES_AFTER_MS);
    return () => clearTimeout(timer);
  }, [leavingIds]);

  const replaceInteraction = useCallback((interaction: BannerInteraction) => {
    const replace = (known: BannerInteraction) => (known.id === interaction.id ? interaction : known);
    setState((before) => ({
      ...before,
      interactions: { open: before.interactions.open.map(replace), closed: before.interactions.closed.map(replace) },
    }));
  }, []);

  return {
    state,
    connection: isOutdated && connection === 'live' ? ('lost' as const) : connection,
    ended,
    refresh,
    replaceInteraction,
  };
}

function withNews(state: BannerState, news: BannerNews): BannerState {
  return { ...state, interactions: applyNews(state.interactions, news) };
}

/** A read that takes longer never ends: its connection is gone. */
const READ_MS = 15_000;
const LONGEST_DELAY_MS = 10_000;
const REREAD_MS = 5_000;

/** Null after a pause when we read too often: something may have happened since, and no event need follow. */
async function waitIfTooFast(error: unknown): Promise<null> {
  if (!(error instanceof ApiError) || error.code !== 'RATE_LIMITED') throw error;
  await new Promise((done) => setTimeout(done, REREAD_MS));
  return null;
}
