'use client';

import type { KeyboardEvent, ReactNode } from 'react';

/** Up and down move between rows, Enter follows the link, and a full stop or Shift+F10 opens the row's menu. */
export function TableKeys({ children }: { children: ReactNode }) {
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row-link]') : null;
    if (link === null) return;
    const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row-link]')];
    const at = links.indexOf(link);
    const next = { ArrowDown: links[at + 1], ArrowUp: links[at - 1], Home: links[0], End: links.at(-1) }[event.key];
    const wantsMenu =
      (event.key === '.' && !event.ctrlKey && !event.metaKey) || (event.key === 'F10' && event.shiftKey);
    const menu = wantsMenu ? link.closest('tr')?.querySelector<HTMLElement>('[data-row-menu]') : undefined;
    const target = next ?? menu;
    if (target == null) return;
    event.preventDefault();
    target.focus();
    if (target === menu) target.dispatchEvent(new window.KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  };
  return (
    <div
      onKeyDown={onKeyDown}
      className="@container overflow-x-auto rounded-card border bg-raised transition-opacity group-aria-busy/list:opacity-55 group-aria-busy/list:delay-150"
    >
      {children}
    </div>
  );
}
