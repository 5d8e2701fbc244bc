'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { bannerSchema, type BannerInteraction, type BannerState } from '@/lib/domain/answers/banner';
import type { SessionEnding } from '@/lib/domain/people/session-ending';
import { LEAVES_AFTER_MS } from '@/lib/domain/interaction/participation';
import { ApiError, apiFetch } from '../forms/api-fetch';
import { isLeaving } from './interaction-words';
import { openStream } from './open-stream';

/** Why this Banner stopped: its session ended, or newer windows took its place. */
export type BannerEnding = SessionEnding | 'replaced';

export type Connection = 'connecting' | 'live' | 'lost';

/**
 * The Banner's state, updated by server-sent events. An event only signals a change and the whole state is read again, so
 * a lost event, a sleeping machine or a server restart never leaves it partly outdated.
 */
export function useBanner(initial: BannerState) {
  const [state, setState] = useState(initial);
  const [connection, setConnection] = useState<Connection>('connecting');
  const [ended, setEnded] = useState<BannerEnding | null>(null);
  /** The last read failed: what is shown may no longer be true. */
  const [isOutdated, setOutdated] = useState(false);
  const reading = useRef<Promise<void> | null>(null);
  const isStale = useRef(false);
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
          const next = await apiFetch('/api/banner', bannerSchema, { signal: AbortSignal.timeout(READ_MS) }).catch(
            waitIfTooFast,
          );
          if (next === null) isStale.current = true;
          else setState(next);
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
        onNews: () => void refresh(),
        onLost: () => setConnection('lost'),
        // Refused by us or by a proxy: reading the state tells which.
        onRefused: () => void refresh(),
        onEnded: setEnded,
        onReplaced: () => setEnded((before) => before ?? 'replaced'),
      }),
    [refresh],
  );

  // What a colleague took leaves after a moment, by the server's clock.
  const leavingIds = state.interactions.open
    .filter(isLeaving)
    .map(({ id }) => id)
    .join(' ');
  useEffect(() => {
    if (leavingIds === '') return;
    const timer = setTimeout(() => void refresh(), LEAVES_AFTER_MS);
    return () => clearTimeout(timer);
  }, [leavingIds, refresh]);

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
