'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { BannerInteraction, BannerState } from '@/lib/domain/answers/banner';
import type { CardView } from '@/lib/domain/answers/card';
import { FIELD_TYPES } from '@/lib/domain/crm/field-types';
import { Button } from '../ui/button';
import { objectsOf, prefilled } from './interaction-words';
import { useShowValue } from './show-value';
import type { View } from './use-cards';

interface CardResultsProps {
  view: Extract<View, { kind: 'results' }>;
  state: BannerState;
  interaction: BannerInteraction | null;
  onView: (view: View) => void;
}

/** The results of a search, with a button for a new card. */
export function CardResults({ view, state, interaction, onView }: CardResultsProps) {
  const t = useTranslations('banner');
  const show = useShowValue(state.defaultCountry);
  const object = objectsOf(state).find(({ id }) => id === view.objectId);
  const { cards, total } = view;
  return (
    <section aria-label={t('results')} className="rounded-card border bg-raised">
      <p role="status" className="px-4 py-3 font-medium">
        {t('foundCount', { count: total })}
        {total > cards.length && (
          <span className="block text-sm font-normal text-muted">{t('foundMore', { shown: cards.length })}</span>
        )}
      </p>
      {cards.length > 0 && (
        <ul aria-label={t('results')} className="divide-y border-t">
          {cards.map((card) => (
            <li key={card.recordId}>
              <button
                type="button"
                onClick={() => onView({ kind: 'card', objectId: card.objectId, recordId: card.recordId, back: view })}
                className="block min-h-11 w-full px-4 py-2 text-left hover:bg-hover focus-visible:bg-hover"
              >
                <span className="block font-medium break-words">{card.title}</span>
                <span className="block text-sm break-words text-muted">
                  {identifying(card)
                    .map((field) => show(field, field.value))
                    .join(' · ')}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {object?.canCreate === true && (
        <div className="border-t px-4 py-3">
          <Button
            icon={<Plus aria-hidden className="size-4" />}
            onClick={() =>
              onView({
                kind: 'create',
                objectId: object.id,
                values: interaction === null ? {} : prefilled(object, interaction, state.defaultCountry),
              })
            }
          >
            {t('createIn', { object: object.name })}
          </Button>
        </div>
      )}
    </section>
  );
}

/** At most two values that distinguish customers beyond the title. */
export function identifying(card: CardView): CardView['fields'] {
  const filled = card.fields.filter(({ value }) => value !== null && value !== '');
  const contact = filled.filter(({ type }) => FIELD_TYPES[type].identity !== null);
  // A ticket has neither, so use values that its title does not contain.
  return (
    contact.length > 0
      ? contact
      : filled.filter(
          ({ type, value }) => FIELD_TYPES[type].display !== 'lines' && !` ${card.title} `.includes(` ${value ?? ''} `),
        )
  ).slice(0, 2);
}
