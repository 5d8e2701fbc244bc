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

/** Of a page and of the dialog over it; the uppermost asks. */
const guards: Ask[] = [];

/** For everything that goes somewhere without a link: runs `leave` at once, or after the reader agreed to lose what they have. */
export function leavePage(leave: () => void): void {
  const guard = guards.at(-1);
  if (guard === undefined) leave();
  else guard(leave);
}

/** While there is a question, leaving the page by a link, a shortcut, the back button or the tab's cross asks first. */
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
        leave?.();
        return undefined;
      }}
    />
  );
}

/** Where a click is about to go inside the product, or null when it stays, opens a tab or leaves for another site (the browser asks then). */
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
