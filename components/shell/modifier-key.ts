'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** The key that goes with a letter for commands: ⌘ on Apple's keyboards. */
export function useModifierKey(): '⌘' | 'Ctrl' {
  return useSyncExternalStore(
    never,
    () => (/mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘' : 'Ctrl'),
    () => 'Ctrl',
  );
}
