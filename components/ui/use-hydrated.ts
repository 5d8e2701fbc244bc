'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** False on the server and until hydration. Clicks before that would be lost, so buttons stay disabled. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
