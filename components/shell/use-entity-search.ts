'use client';

import { useEffect, useState } from 'react';
import { foundEntitiesSchema, type FoundEntity } from '@/lib/domain/base/search';
import { apiFetch } from '../forms/api-fetch';

const PAUSE_MS = 150;
const NONE: readonly FoundEntity[] = [];

/**
 * Searches entities by part of a name, once typing pauses. A failed search finds nothing, but pages remain available.
 */
export function useEntitySearch(typed: string): { things: readonly FoundEntity[]; isSearching: boolean } {
  const text = typed.trim();
  const [answer, setAnswer] = useState<{ text: string; things: readonly FoundEntity[] }>({ text: '', things: NONE });
  const isTooShort = text.length < 2;

  useEffect(() => {
    if (isTooShort) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      apiFetch(`/api/search?${new URLSearchParams({ q: text })}`, foundEntitiesSchema, { signal: abort.signal }).then(
        ({ items }) => setAnswer({ text, things: items }),
        () => abort.signal.aborted || setAnswer({ text, things: NONE }),
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text, isTooShort]);

  // Keeps the previous results until the next ones arrive.
  return isTooShort
    ? { things: NONE, isSearching: false }
    : { things: answer.things, isSearching: answer.text !== text };
}
