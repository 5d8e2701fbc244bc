'use client';

import { useLinkStatus } from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'use-intl';
import type { ReactNode } from 'react';
import { cn } from '../ui/cn';
import { Link } from '../ui/link';
import { Spinner } from '../ui/spinner';
import { MENU_GROUPS } from '@/lib/domain/base/modules';
import { currentEntry, type NavEntry } from './navigation';

interface SideNavProps {
  entries: readonly NavEntry[];
  onNavigate?: () => void;
  /** The brand, above the entries. */
  children?: ReactNode;
}

export function SideNav({ entries, onNavigate, children }: SideNavProps) {
  const t = useTranslations('shell');
  const currentKey = currentEntry(usePathname())?.key;
  return (
    <nav aria-label={t('menu')}>
      {children}
      {MENU_GROUPS.map((group) => {
        const inGroup = entries.filter((entry) => entry.group === group);
        if (inGroup.length === 0) return null;
        const isTitled = group !== 'home' && group !== 'settings';
        return (
          <div
            key={group}
            role="group"
            aria-labelledby={isTitled ? `menu-${group}` : undefined}
            className={cn(group === 'settings' && 'mt-3 border-t pt-3')}
          >
            {isTitled && (
              <h2
                id={`menu-${group}`}
                className="px-2.5 pt-4 pb-1 text-xs font-medium tracking-caps text-muted uppercase"
              >
                {t(`group.${group}`)}
              </h2>
            )}
            <ul className="space-y-px">
              {inGroup.map((entry) => (
                <li key={entry.key}>
                  <Link
                    href={entry.href}
                    {...(onNavigate === undefined ? {} : { onClick: onNavigate })}
                    aria-current={entry.key === currentKey ? 'page' : undefined}
                    className="flex min-h-8 items-center gap-2.5 rounded-control px-2.5 py-1 text-ink/90 hover:bg-hover aria-[current=page]:bg-accent-tint aria-[current=page]:font-medium aria-[current=page]:text-accent-ink [&_svg]:text-muted aria-[current=page]:[&_svg]:text-accent-ink"
                  >
                    <EntryIcon entry={entry} />
                    <span className="min-w-0">{t(`nav.${entry.key}`)}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}

/** Shows that its page is loading, after 150 ms. */
function EntryIcon({ entry }: { entry: NavEntry }) {
  const { pending } = useLinkStatus();
  return pending ? (
    <span className="grid size-4 shrink-0 animate-late place-items-center">
      <Spinner />
    </span>
  ) : (
    <entry.icon aria-hidden className="size-4 shrink-0" />
  );
}
