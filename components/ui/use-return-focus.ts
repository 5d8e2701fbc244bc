'use client';

import { useRef } from 'react';

/** From the dialog that is closing: a dialog that replaces it inherits it. */
let lastOpener: Element | null = null;

/** For dialogs opened by state instead of a trigger: returns the focus to the previous element. */
export function useReturnFocus(focusFirst?: (content: HTMLElement) => void) {
  const opener = useRef<Element>(null);
  return {
    onOpenAutoFocus: (event: Event) => {
      opener.current = document.activeElement === document.body ? lastOpener : document.activeElement;
      lastOpener = opener.current;
      if (focusFirst === undefined || !(event.currentTarget instanceof HTMLElement)) return;
      event.preventDefault();
      focusFirst(event.currentTarget);
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      lastOpener = null;
      const target = opener.current;
      const active = document.activeElement;
      // An open dialog below takes the focus itself, as a whole. Anywhere else the user moved it, so leave it.
      if (active !== null && active !== document.body && !active.contains(target)) return;
      // The row that opened the dialog may have been deleted by it.
      if (target instanceof HTMLElement && target.isConnected && target !== document.body) target.focus();
      else document.getElementById('content')?.focus({ preventScroll: true });
    },
  };
}
