'use client';

import { useTranslations } from 'use-intl';
import type { ReactNode } from 'react';
import type { CardView } from '@/lib/domain/answers/card';
import { FIELD_TYPES } from '@/lib/domain/crm/field-types';
import { useShowValue } from './show-value';

interface FoundCardsProps {
  found: { cards: readonly CardView[]; total: number };
  defaultCountry: string;
  /** Around title and values: a button that does what the cards were searched for. */
  children: (card: CardView, content: ReactNode) => ReactNode;
}

/** The cards that a search found, each with the values that distinguish it. */
export function FoundCards({ found: { cards, total }, defaultCountry, children }: FoundCardsProps) {
  const t = useTranslations('cards');
  const show = useShowValue(defaultCountry);
  return (
    <>
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
              {children(
                card,
                <>
                  <span className="block font-medium break-words">{card.title}</span>
                  <span className="block text-sm break-words text-muted">
                    {identifying(card)
                      .map((field) => show(field, field.value))
                      .join(' · ')}
                  </span>
                </>,
              )}
            </li>
          ))}
        </ul>
      )}
    </>
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
