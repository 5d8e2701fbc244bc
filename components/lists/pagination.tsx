'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { usePathname, useSearchParams } from 'next/navigation';
import { useTranslations } from 'use-intl';
import type { MouseEvent, ReactNode } from 'react';
import { buttonStyles } from '../ui/button-styles';
import { cn } from '../ui/cn';
import { Link } from '../ui/link';
import { useListNavigation } from './list-frame';
import { pageNumbers } from './page-numbers';

export interface PaginationProps {
  /** From 1. */
  page: number;
  pageSize: number;
  total: number;
}

/** `page` in the URL. Shows which rows these are even if there is only one page. */
export function Pagination({ page, pageSize, total }: PaginationProps) {
  const t = useTranslations('lists');
  const pathname = usePathname();
  const params = useSearchParams();
  const { go } = useListNavigation();
  const pages = Math.max(1, Math.ceil(total / pageSize));
  if (total === 0) return null;

  const hrefOf = (target: number) => {
    const next = new URLSearchParams(params);
    if (target === 1) next.delete('page');
    else next.set('page', String(target));
    const query = next.toString();
    return query === '' ? pathname : `${pathname}?${query}`;
  };

  const onClick = (event: MouseEvent<HTMLAnchorElement>) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(event.currentTarget.getAttribute('href') ?? pathname);
  };

  return (
    <nav aria-label={t('pages')} className="flex flex-wrap items-center justify-between gap-3 text-sm">
      <p className="text-muted tabular-nums">
        {t('range', { from: (page - 1) * pageSize + 1, to: Math.min(page * pageSize, total), total })}
      </p>
      {pages > 1 && (
        <ul className="flex flex-wrap items-center gap-1">
          <Step
            onClick={onClick}
            href={page > 1 ? hrefOf(page - 1) : null}
            label={t('previous')}
            icon={<ChevronLeft aria-hidden className="size-4" />}
          />
          {pageNumbers(page, pages).map((number, index) =>
            number === 'gap' ? (
              <li key={`gap ${index}`} aria-hidden className="px-1 text-muted">
                …
              </li>
            ) : (
              <li key={number}>
                <Link
                  href={hrefOf(number)}
                  onClick={onClick}
                  aria-label={t('page', { page: number })}
                  aria-current={number === page ? 'page' : undefined}
                  className={cn(
                    buttonStyles({ variant: 'ghost', size: 'small' }),
                    'min-w-7 tabular-nums aria-[current=page]:bg-accent-tint aria-[current=page]:text-accent-ink',
                  )}
                >
                  {number}
                </Link>
              </li>
            ),
          )}
          <Step
            onClick={onClick}
            href={page < pages ? hrefOf(page + 1) : null}
            label={t('next')}
            icon={<ChevronRight aria-hidden className="size-4" />}
          />
        </ul>
      )}
    </nav>
  );
}

interface StepProps {
  href: string | null;
  label: string;
  icon: ReactNode;
  onClick: (event: MouseEvent<HTMLAnchorElement>) => void;
}

function Step({ href, label, icon, onClick }: StepProps) {
  const className = buttonStyles({ variant: 'ghost', size: 'icon-small' });
  return (
    <li>
      {href === null ? (
        <span aria-hidden className={cn(className, 'text-muted opacity-40')}>
          {icon}
        </span>
      ) : (
        <Link href={href} onClick={onClick} aria-label={label} className={className}>
          {icon}
        </Link>
      )}
    </li>
  );
}
