'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { bannerSchema, type BannerInteraction, type BannerState } from '@/lib/domain/answers/banner';
import type { SessionEnding } from '@/lib/domain/people/session-ending';
import { ApiError, apiFetch } from '../forms/api-fetch';
import { openStream } from './open-stream';

export type Connection = 'connecting' | 'live' | 'lost';

/**
 * The Banner's state, updated by server-sent events. An event only signals a change and the whole state is read again, so
 * a lost event, a sleeping machine or a server restart never leaves it partly outdated.
 */
export function useBanner(initial: BannerState) {
  const [state, setState] = useState(initial);
  const [connection, setConnection] = useState<Connection>('connecting');
  const [ended, setEnded] = useState<SessionEnding | null>(null);
  const reading = useRef<Promise<void> | null>(null);
  const isStale = useRef(false);

  const refresh = useCallback(async (): Promise<void> => {
    // One read at a time; an event during a read causes one more.
    isStale.current = true;
    reading.current ??= (async () => {
      try {
        while (isStale.current) {
          isStale.current = false;
          setState(await apiFetch('/api/banner', bannerSchema));
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
      }),
    [refresh],
  );

  const replaceInteraction = useCallback((interaction: BannerInteraction) => {
    const replace = (known: BannerInteraction) => (known.id === interaction.id ? interaction : known);
    setState((before) => ({
      ...before,
      interactions: { open: before.interactions.open.map(replace), closed: before.interactions.closed.map(replace) },
    }));
  }, []);

  return { state, connection, ended, refresh, replaceInteraction };
}
