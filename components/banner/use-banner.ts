'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { bannerSchema, type BannerInteraction, type BannerState } from '@/lib/domain/banner-api';
import { apiFetch } from '../forms/api-fetch';

export type Connection = 'connecting' | 'live' | 'lost';

const NEWS = ['interaction-presented', 'interaction-changed', 'interaction-decided', 'interaction-withdrawn', 'profile-changed'] as const;

/**
 * The Banner's state, kept current by server-sent events. An event only says that there is news: the state is read
 * again as a whole, so a lost event, a sleep of the machine or a restart of the server can never leave it half old.
 */
export function useBanner(initial: BannerState) {
  const [state, setState] = useState(initial);
  const [connection, setConnection] = useState<Connection>('connecting');
  const [ended, setEnded] = useState<string | null>(null);
  const reading = useRef<Promise<void> | null>(null);
  const isStale = useRef(false);

  const refresh = useCallback(async (): Promise<void> => {
    // One read at a time; news that comes meanwhile makes one more.
    isStale.current = true;
    reading.current ??= (async () => {
      try {
        while (isStale.current) {
          isStale.current = false;
          setState(await apiFetch('/api/banner', bannerSchema));
        }
      } catch {
        // The stream notices an end of the session, and the next news tries again.
      } finally {
        reading.current = null;
      }
    })();
    await reading.current;
  }, []);

  useEffect(() => {
    const source = new EventSource('/api/banner/stream');
    source.addEventListener('ready', () => {
      setConnection('live');
      void refresh();
    });
    for (const name of NEWS) source.addEventListener(name, () => void refresh());
    source.addEventListener('session-ended', (event: MessageEvent<string>) => {
      source.close();
      setEnded(readReason(event.data));
    });
    source.addEventListener('error', () => setConnection('lost'));
    return () => source.close();
  }, [refresh]);

  const replaceInteraction = useCallback((interaction: BannerInteraction) => {
    setState((before) => ({
      ...before,
      interactions: { ...before.interactions, open: before.interactions.open.map((known) => (known.id === interaction.id ? interaction : known)) },
    }));
  }, []);

  return { state, connection, ended, refresh, replaceInteraction };
}

function readReason(data: string): string {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === 'object' && value !== null && 'reason' in value && typeof value.reason === 'string' ? value.reason : 'signed_out';
  } catch {
    return 'signed_out';
  }
}
