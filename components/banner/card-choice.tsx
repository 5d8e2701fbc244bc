'use client';

import { useTranslations } from 'use-intl';
import { useState } from 'react';
import type { BannerInteraction, BannerState } from '@/lib/domain/answers/banner';
import { bannerInteractionSchema } from '@/lib/domain/answers/interaction';
import type { VisibleCard } from '@/lib/domain/screen-pop/decision';
import { apiFetch } from '../forms/api-fetch';
import { useFailureText } from '../forms/use-failure-text';
import { Badge } from '../ui/badge';
import { useHydrated } from '../ui/use-hydrated';
import { objectsOf } from './interaction-words';
import { useShowValue } from '../cards/show-value';
import type { View } from './use-cards';

export interface CardChoiceProps {
  interaction: BannerInteraction;
  cards: readonly VisibleCard[];
  total: number;
  state: BannerState;
  onChanged: (interaction: BannerInteraction) => void;
  onView: (view: View) => void;
}

/** Possible matches, each with the values that distinguish it. Choosing one attaches and opens the card. */
export function CardChoice({ interaction, cards, total, state, onChanged, onView }: CardChoiceProps) {
  const t = useTranslations('banner');
  const hydrated = useHydrated();
  const failureText = useFailureText();
  const show = useShowValue(state.defaultCountry);
  const objects = objectsOf(state);
  const [failure, setFailure] = useState<string | null>(null);

  const choose = async (card: VisibleCard) => {
    setFailure(null);
    onView({ kind: 'card', objectId: card.objectId, recordId: card.recordId });
    try {
      const body = { objectId: card.objectId, recordId: card.recordId, as: 'main' };
      onChanged(
        await apiFetch(`/api/banner/interactions/${interaction.id}/card`, bannerInteractionSchema, {
          method: 'PUT',
          body,
        }),
      );
    } catch (error) {
      setFailure(failureText(error).message);
    }
  };
  return (
    <div>
      <p className="px-4 pt-3 pb-2 font-medium">{t('several', { count: cards.length })}</p>
      {total > cards.length && (
        <p className="px-4 pb-2 text-sm text-muted">{t('severalMore', { count: total - cards.length })}</p>
      )}
      <ul aria-label={t('chooseCard')} className="divide-y border-y">
        {cards.map((card) => {
          const fields = objects.find(({ id }) => id === card.objectId)?.fields ?? [];
          const details = card.distinguishing.map(({ fieldId, name, type, value }) => ({
            name,
            value: show(fields.find(({ id }) => id === fieldId) ?? { type, options: [], unit: null }, value),
          }));
          return (
            <li key={`${card.objectId}/${card.recordId}`}>
              <button
                type="button"
                disabled={!hydrated}
                onClick={() => void choose(card)}
                className="block min-h-11 w-full px-4 py-2 text-left hover:bg-hover focus-visible:bg-hover"
              >
                <span className="flex items-baseline justify-between gap-2">
                  <span className="min-w-0 font-medium break-words">
                    {card.title} <span className="font-normal text-muted">· {card.objectName}</span>
                  </span>
                  <Badge className="shrink-0">{t(`grade.${card.grade}`)}</Badge>
                </span>
                {details.map(({ name, value }) => (
                  <span key={name} className="block text-sm break-words text-muted">
                    {name}: {value === '' ? t('empty') : value}
                  </span>
                ))}
              </button>
            </li>
          );
        })}
      </ul>
      {failure !== null && (
        <p role="alert" className="px-4 pt-2 text-sm text-danger">
          {failure}
        </p>
      )}
    </div>
  );
}
