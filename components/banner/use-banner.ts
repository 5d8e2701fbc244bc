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
  const reading = useRef<Promise<void> | null>(null);
  const isStale = useRef(false);

  const refresh = useCallback(async (): Promise<void> => {
    // One read at a time; an event during a read causes one more.
    isStale.current = true;
    reading.current ??= (async () => {
      try {
        while (isStale.current) {
          isStale.current = false;
          const next = await apiFetch('/api/banner', bannerSchema).catch(waitIfTooFast);
          if (next === null) isStale.current = true;
          else setState(next);
        }
      } catch (error) {
        // Other errors are temporary: the next event or reconnect reads again.
        if (error instanceof ApiError && error.code === 'UNAUTHENTICATED') setEnded((before) => before ?? 'signed_out');
      } finally {
        reading.current = null;
      }
    })();
    await reading.current;
  }, []);

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

  return { state, connection, ended, refresh, replaceInteraction };
}

const REREAD_MS = 5_000;

/** Null after a pause when we read too often: something may have happened since, and no event need follow. */
async function waitIfTooFast(error: unknown): Promise<null> {
  if (!(error instanceof ApiError) || error.code !== 'RATE_LIMITED') throw error;
  await new Promise((done) => setTimeout(done, REREAD_MS));
  return null;
}
