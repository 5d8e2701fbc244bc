'use client';

import { SearchX } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { EmptyState } from '../ui/empty-state';
import { LinkButton } from '../ui/link-button';

/** Shown if no entry matches the search and filters. */
export function NoMatch() {
  const t = useTranslations('lists');
  const pathname = usePathname();
  return (
    <EmptyState
      icon={SearchX}
      title={t('noMatch.title')}
      description={t('noMatch.text')}
      action={
        <LinkButton href={pathname} scroll={false}>
          {t('noMatch.clear')}
        </LinkButton>
      }
    />
  );
}
