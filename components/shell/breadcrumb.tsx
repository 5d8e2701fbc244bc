'use client';

import { usePathname } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { Link } from '../ui/link';
import { currentEntry } from './navigation';

/** Group / module / entity. The page provides the entity's name. */
export function Breadcrumb({ thing }: { thing: string | undefined }) {
  const t = useTranslations('shell');
  const pathname = usePathname();
  const entry = currentEntry(pathname);
  if (entry === undefined) return null;
  const isModulePage = pathname === entry.href;
  const { group } = entry;
  return (
    <nav aria-label={t('breadcrumb')} className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1.5 text-sm text-muted">
        {group !== 'home' && group !== 'settings' && (
          <>
            <li className="hidden shrink-0 sm:block">{t(`crumb.${group}`)}</li>
            <li aria-hidden className="hidden sm:block">
              /
            </li>
          </>
        )}
        <li className="min-w-0 truncate">
          {isModulePage ? (
            <span aria-current="page" className="text-ink">
              {t(`nav.${entry.key}`)}
            </span>
          ) : (
            <Link href={entry.href} className="rounded-small hover:text-ink hover:underline">
              {t(`nav.${entry.key}`)}
            </Link>
          )}
        </li>
        {!isModulePage && thing !== undefined && (
          <>
            <li aria-hidden>/</li>
            <li aria-current="page" className="min-w-0 truncate text-ink">
              {thing}
            </li>
          </>
        )}
      </ol>
    </nav>
  );
}
