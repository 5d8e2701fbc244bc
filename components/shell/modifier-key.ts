'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** The modifier key of commands: ⌘ on Apple keyboards, otherwise Ctrl. */
export function useModifierKey(): '⌘' | 'Ctrl' {
  return useSyncExternalStore(
    never,
    () => (/mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘' : 'Ctrl'),
    () => 'Ctrl',
  );
}
