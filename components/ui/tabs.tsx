'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { cn } from './cn';
import { Link } from './link';
import { LinkPending } from './link-pending';

interface TabLink {
  href: string;
  label: string;
  /** How many are inside. */
  count?: number;
}

export interface TabsProps {
  /** What the tabs belong to: "CRM HubSpot EU". */
  label: string;
  tabs: readonly TabLink[];
  /** The current href; by default, the longest that the path starts with. */
  current?: string;
}

/** Tabs are links: each has its own URL, the back button works, and only the selected page loads. */
export function Tabs({ label, tabs, current }: TabsProps) {
  const pathname = usePathname();
  const active = current ?? longestMatch(tabs, pathname);
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    // If the tabs don't fit, scrolls the current one into view without moving the page.
    const [frame, tab] = [nav.current, nav.current?.querySelector<HTMLElement>('[aria-current="page"]')];
    if (frame && tab) frame.scrollLeft = tab.offsetLeft - (frame.clientWidth - tab.offsetWidth) / 2;
  }, [active]);
  return (
    <nav ref={nav} aria-label={label} className="relative -mx-1 overflow-x-auto border-b px-1">
      <ul className="flex gap-5">
        {tabs.map((tab) => (
          <li key={tab.href} className="shrink-0">
            <Link
              href={tab.href}
              aria-current={tab.href === active ? 'page' : undefined}
              className={cn(
                '-mb-px flex min-h-9 items-center gap-1.5 rounded-t-small border-b-2 border-transparent text-muted -outline-offset-2 hover:text-ink',
                'aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink',
              )}
            >
              {tab.label}
              <LinkPending />
              {tab.count !== undefined && (
                <span className="rounded-full bg-sunken px-1.5 text-xs text-muted tabular-nums">{tab.count}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function longestMatch(tabs: readonly TabLink[], pathname: string): string | undefined {
  return tabs
    .map((tab) => tab.href)
    .filter((href) => pathname === href || pathname.startsWith(`${href}/`))
    .sort((a, b) => b.length - a.length)[0];
}
