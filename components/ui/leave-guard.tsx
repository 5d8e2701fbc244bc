'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { ConfirmDialog } from './confirm-dialog';

/** What would be lost, and the two ways on. */
export interface CloseQuestion {
  title: string;
  text: string;
  /** Loses it: "Discard". */
  close: string;
  /** Keeps it: "Keep editing". */
  stay: string;
}

type Ask = (leave: () => void) => void;

/** Guards of a page and its dialogs. The topmost one asks. */
const guards: Ask[] = [];

/** For navigation without a link: runs `leave` immediately, or after the user agrees to discard changes. */
export function leavePage(leave: () => void): void {
  const guard = guards.at(-1);
  if (guard !== undefined) return guard(leave);
  departures += 1;
  leave();
}

/** How often the user has left a page while a request was under way, or without a link. */
let departures = 0;

/**
 * Waits for a request whose answer opens a page, and says whether the user has gone elsewhere in the meantime: what they
 * chose last counts.
 */
export async function noticeLeaving<T>(request: Promise<T>): Promise<{ result: T; hasLeft: boolean }> {
  const before = departures;
  const onClick = (event: MouseEvent) => {
    if (internalLinkTarget(event) !== null) departures += 1;
  };
  const onTraverse = () => {
    departures += 1;
  };
  document.addEventListener('click', onClick, true);
  window.addEventListener('popstate', onTraverse);
  try {
    const result = await request;
    return { result, hasLeft: departures > before };
  } finally {
    document.removeEventListener('click', onClick, true);
    window.removeEventListener('popstate', onTraverse);
  }
}

/** While `question` is set, leaving the page asks first. */
export function LeaveGuard({ question }: { question: CloseQuestion | null }) {
  const active = question !== null;
  const router = useRouter();
  const [leave, setLeave] = useState<() => void>();
  const isLeaving = useRef(false);

  useEffect(() => {
    if (!active) return;
    isLeaving.current = false;
    const ask: Ask = (next) => setLeave(() => next);
    const isTopmost = () => guards.at(-1) === ask;
    const onClick = (event: MouseEvent) => {
      const href = internalLinkTarget(event);
      if (href === null || !isTopmost()) return;
      event.preventDefault();
      event.stopPropagation();
      ask(() => router.push(href));
    };
    const onUnload = (event: BeforeUnloadEvent) => {
      if (!isLeaving.current) event.preventDefault();
    };
    const onNavigate = (event: NavigateEvent) => {
      const key = event.destination.key;
      if (event.navigationType !== 'traverse' || !event.cancelable || isLeaving.current || !isTopmost()) return;
      event.preventDefault();
      ask(() => void window.navigation.traverseTo(key));
    };
    guards.push(ask);
    document.addEventListener('click', onClick, true);
    window.addEventListener('beforeunload', onUnload);
    if ('navigation' in window) window.navigation.addEventListener('navigate', onNavigate);
    return () => {
      guards.splice(guards.indexOf(ask), 1);
      document.removeEventListener('click', onClick, true);
      window.removeEventListener('beforeunload', onUnload);
      if ('navigation' in window) window.navigation.removeEventListener('navigate', onNavigate);
    };
  }, [active, router]);

  if (question === null) return null;
  return (
    <ConfirmDialog
      open={leave !== undefined}
      onOpenChange={(open) => !open && setLeave(undefined)}
      title={question.title}
      description={question.text}
      confirmLabel={question.close}
      cancelLabel={question.stay}
      onConfirm={async () => {
        isLeaving.current = true;
        departures += 1;
        leave?.();
        return undefined;
      }}
    />
  );
}

/** The internal target of a click, or null if it stays, opens a tab or leaves the site (then the browser asks). */
function internalLinkTarget(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return null;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (link === null || link.href === '' || link.target === '_blank' || link.hasAttribute('download')) return null;
  const url = new URL(link.href);
  if (url.origin !== location.origin) return null;
  if (url.pathname === location.pathname && url.search === location.search) return null;
  return `${url.pathname}${url.search}${url.hash}`;
}
