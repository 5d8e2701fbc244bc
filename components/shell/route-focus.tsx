'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';

/** After going to another page the focus starts at its content, unless it already is somewhere in it. */
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
