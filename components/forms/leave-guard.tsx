'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { useUnsavedQuestion } from './use-unsaved-question';

let blocker: ((leave: () => void) => void) | null = null;

/** For everything that goes somewhere without a link: runs `leave` at once, or after the reader agreed to lose what they typed. */
export function leavePage(leave: () => void): void {
  if (blocker === null) leave();
  else blocker(leave);
}

/** While `active`, leaving the page by a link, a shortcut, the back button or the tab's cross asks first. */
export function LeaveGuard({ active, changed }: { active: boolean; changed: string }) {
  const { title, text, close, stay } = useUnsavedQuestion()('page', changed);
  const router = useRouter();
  const [leave, setLeave] = useState<() => void>();
  const isLeaving = useRef(false);

  useEffect(() => {
    if (!active) return;
    isLeaving.current = false;
    const ask = (next: () => void) => setLeave(() => next);
    const onClick = (event: MouseEvent) => {
      const href = plainLinkTarget(event);
      if (href === null) return;
      event.preventDefault();
      event.stopPropagation();
      ask(() => router.push(href));
    };
    const onUnload = (event: BeforeUnloadEvent) => {
      if (!isLeaving.current) event.preventDefault();
    };
    const onNavigate = (event: NavigateEvent) => {
      const key = event.destination.key;
      if (event.navigationType !== 'traverse' || !event.cancelable || isLeaving.current) return;
      event.preventDefault();
      ask(() => void window.navigation.traverseTo(key));
    };
    blocker = ask;
    document.addEventListener('click', onClick, true);
    window.addEventListener('beforeunload', onUnload);
    if ('navigation' in window) window.navigation.addEventListener('navigate', onNavigate);
    return () => {
      blocker = null;
      document.removeEventListener('click', onClick, true);
      window.removeEventListener('beforeunload', onUnload);
      if ('navigation' in window) window.navigation.removeEventListener('navigate', onNavigate);
    };
  }, [active, router]);

  return (
    <ConfirmDialog
      open={leave !== undefined}
      onOpenChange={(open) => !open && setLeave(undefined)}
      title={title}
      description={text}
      confirmLabel={close}
      cancelLabel={stay}
      onConfirm={async () => {
        isLeaving.current = true;
        leave?.();
        return undefined;
      }}
    />
  );
}

/** Where a click is about to go inside the product, or null when it stays, opens a tab or leaves for another site (the browser asks then). */
function plainLinkTarget(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (link === null || link.href === '' || link.target === '_blank' || link.hasAttribute('download')) return null;
  const url = new URL(link.href);
  if (url.origin !== location.origin) return null;
  if (url.pathname === location.pathname && url.search === location.search) return null;
  return `${url.pathname}${url.search}${url.hash}`;
}
