'use client';

import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { BannerInteraction, BannerState } from '@/lib/domain/answers/banner';
import { CardPanel } from './card-panel';
import { CardResults } from './card-results';
import { CreateCard } from './create-card';
import { NoCard } from './no-card';
import { shownView } from './shown-view';
import type { View } from './use-cards';

interface WorkAreaProps {
  view: View | null;
  state: BannerState;
  interaction: BannerInteraction | null;
  onView: (view: View | null) => void;
  onChanged: (interaction: BannerInteraction) => void;
  onBusy: (isBusy: boolean) => void;
}

/** Shows a card, a new card, search results, or what to do without a card. */
export function WorkArea({ view, onView, ...rest }: WorkAreaProps) {
  const place = useRef<HTMLDivElement>(null);
  const hadFocus = useRef(false);
  // Content replaced after a key press loses the focus, so move the focus to the new content.
  useEffect(() => {
    if (hadFocus.current && document.activeElement === document.body) place.current?.focus({ preventScroll: true });
    hadFocus.current = false;
  }, [view]);
  const replace = (next: View | null) => {
    hadFocus.current = place.current?.contains(document.activeElement) ?? false;
    onView(next);
  };
  return (
    <div ref={place} tabIndex={-1} className="outline-none">
      <Shown {...rest} view={view} onView={replace} />
    </div>
  );
}

function Shown({ view: asked, state, interaction, onView, onChanged, onBusy }: WorkAreaProps) {
  const t = useTranslations('banner');
  const view = shownView(asked, state);
  switch (view?.kind) {
    case 'card':
      return (
        <CardPanel
          key={`${view.objectId}/${view.recordId}`}
          view={view}
          state={state}
          interaction={interaction}
          onClose={() => onView(view.back ?? null)}
          onChanged={onChanged}
          onBusy={onBusy}
        />
      );
    case 'create':
      // Reset the form for another caller, or it would still have the previous number.
      return (
        <CreateCard
          key={`${view.objectId} ${JSON.stringify(view.values)}`}
          state={state}
          view={view}
          interaction={interaction}
          onDone={onView}
          onChanged={onChanged}
          onBusy={onBusy}
        />
      );
    case 'results':
      return <CardResults view={view} state={state} interaction={interaction} onView={onView} />;
    case undefined:
      if (interaction !== null && interaction.cards.length === 0)
        return <NoCard interaction={interaction} state={state} onChanged={onChanged} onView={onView} />;
      return (
        <p className="rounded-card border border-dashed px-6 py-8 text-center text-muted">
          {t(interaction === null ? 'noCard' : 'cardClosed')}
        </p>
      );
  }
}
