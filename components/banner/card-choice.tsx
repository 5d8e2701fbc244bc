'use client';

import { useLocale, useTranslations } from 'use-intl';
import { useState } from 'react';
import type { BannerInteraction } from '@/lib/domain/banner-api';
import { displayFieldValue } from '@/lib/domain/crm-field-display';
import { bannerInteractionSchema } from '@/lib/domain/interaction-api';
import type { FoundCard } from '@/lib/domain/screen-pop-decision';
import { apiFetch } from '../forms/api-fetch';
import { useFailureText } from '../forms/use-failure-text';
import { Badge } from '../ui/badge';
import { useHydrated } from '../ui/use-hydrated';
import type { View } from './use-cards';

export interface CardChoiceProps {
  interaction: BannerInteraction;
  cards: readonly FoundCard[];
  total: number;
  onChanged: (interaction: BannerInteraction) => void;
  onView: (view: View) => void;
}

/** Several may be meant: each with what tells it apart. Choosing attaches the card and opens it. */
export function CardChoice({ interaction, cards, total, onChanged, onView }: CardChoiceProps) {
  const t = useTranslations('banner');
  const locale = useLocale();
  const hydrated = useHydrated();
  const failureText = useFailureText();
  const [failure, setFailure] = useState<string | null>(null);

  const choose = async (card: FoundCard) => {
    setFailure(null);
    onView({ kind: 'card', objectId: card.objectId, recordId: card.recordId });
    try {
      const body = { objectId: card.objectId, recordId: card.recordId, as: 'main' };
      onChanged(await apiFetch(`/api/banner/interactions/${interaction.id}/card`, bannerInteractionSchema, { method: 'PUT', body }));
    } catch (error) {
      setFailure(failureText(error).message);
    }
  };
  return (
    <div>
      <p className="mb-2 text-muted">{t('several', { count: total })}</p>
      <ul aria-label={t('chooseCard')} className="divide-y rounded-control border">
        {cards.map((card) => (
          <li key={`${card.objectId}/${card.recordId}`}>
            <button type="button" disabled={!hydrated} onClick={() => void choose(card)} className="block min-h-11 w-full px-3 py-2 text-left hover:bg-hover focus-visible:bg-hover">
              <span className="flex items-baseline justify-between gap-2">
                <span className="font-medium">{card.title}</span>
                <Badge>{t(`grade.${card.grade}`)}</Badge>
              </span>
              <span className="block text-sm text-muted">
                {[
                  card.objectName,
                  ...card.distinguishing.map((field) =>
                    displayFieldValue({ type: field.type, options: [] }, field.value, { locale, timeZone: 'UTC', defaultCountry: null, words: { yes: t('yes'), no: t('no') } }),
                  ),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {failure !== null && (
        <p role="alert" className="mt-2 text-sm text-danger">
          {failure}
        </p>
      )}
    </div>
  );
}
