'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { BannerInteraction, BannerState } from '@/lib/domain/answers/banner';
import { FoundCards } from '../cards/found-cards';
import { Button } from '../ui/button';
import { objectsOf, prefilled } from './interaction-words';
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
  const words = useTranslations('cards');
  const object = objectsOf(state).find(({ id }) => id === view.objectId);
  return (
    <section aria-label={words('results')} className="rounded-card border bg-raised">
      <FoundCards found={view} defaultCountry={state.defaultCountry}>
        {(card, content) => (
          <button
            type="button"
            onClick={() => onView({ kind: 'card', objectId: card.objectId, recordId: card.recordId, back: view })}
            className="block min-h-11 w-full px-4 py-2 text-left hover:bg-hover focus-visible:bg-hover"
          >
            {content}
          </button>
        )}
      </FoundCards>
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
