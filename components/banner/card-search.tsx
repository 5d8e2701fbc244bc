'use client';

import { useTranslations } from 'use-intl';
import type { Ref } from 'react';
import type { BannerState } from '@/lib/domain/answers/banner';
import { CardSearchForm } from '../cards/card-search-form';
import { objectsOf } from './interaction-words';
import type { View } from './use-cards';

interface CardSearchProps {
  state: BannerState;
  onView: (view: View) => void;
  /** The text field. */
  ref: Ref<HTMLInputElement>;
}

/** Searches cards. The results appear in the work area. */
export function CardSearch({ state, onView, ref }: CardSearchProps) {
  const t = useTranslations('cards');
  const objects = objectsOf(state);
  if (objects.length === 0) return null;
  return (
    <section aria-label={t('search')} className="rounded-card border bg-raised px-4 py-3">
      <CardSearchForm
        ref={ref}
        objects={objects}
        url="/api/banner/cards/search"
        onFound={(found) => onView({ kind: 'results', ...found })}
      />
    </section>
  );
}
