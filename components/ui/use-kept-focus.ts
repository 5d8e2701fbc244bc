'use client';

import { useEffect, useRef } from 'react';

/**
 * Content that is replaced after a key press loses the focus: it goes to the place that holds the new content. Call
 * `remember` before `content` changes.
 */
export function useKeptFocus(content: unknown) {
  const place = useRef<HTMLDivElement>(null);
  const hadFocus = useRef(false);
  useEffect(() => {
    if (hadFocus.current && document.activeElement === document.body) place.current?.focus({ preventScroll: true });
    hadFocus.current = false;
  }, [content]);
  const remember = () => {
    hadFocus.current = place.current?.contains(document.activeElement) ?? false;
  };
  return { place, remember };
}
