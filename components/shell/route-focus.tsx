'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';

/** Moves the focus to the content after navigation, unless it is already there. */
export function RouteFocus() {
  const pathname = usePathname();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    const content = document.getElementById('content');
    const focused = document.activeElement;
    if (content === null || (focused !== null && focused !== document.body && content.contains(focused))) return;
    content.focus({ preventScroll: true });
  }, [pathname]);
  return null;
}
