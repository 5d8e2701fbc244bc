'use client';

import { useRef } from 'react';

/** Of the dialog that is just closing: what opens in its place inherits it. */
let lastOpener: Element | null = null;

/** For dialogs that are opened by state and not by a trigger of their own: gives the focus back to whoever had it. */
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
      // Somebody has gone elsewhere meanwhile: it stays there.
      if (document.activeElement !== null && document.activeElement !== document.body) return;
      const target = opener.current;
      // The row that opened the dialog may have been deleted by it.
      if (target instanceof HTMLElement && target.isConnected && target !== document.body) target.focus();
      else document.getElementById('content')?.focus({ preventScroll: true });
    },
  };
}
