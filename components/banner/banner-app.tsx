'use client';

import { useNow, useTranslations } from 'use-intl';
import { useRef, useState } from 'react';
import type { BannerState } from '@/lib/domain/answers/banner';
import type { Theme } from '@/lib/domain/base/preferences';
import { isStaleInteraction } from '@/lib/domain/interaction/stale-interaction';
import { useLiveNow } from '../ui/live-now';
import { BannerHeader } from './banner-header';
import { CardSearch } from './card-search';
import { CurrentInteraction } from './current-interaction';
import { Dock } from './dock';
import { isLeaving } from './interaction-words';
import { RecentInteractions } from './recent-interactions';
import { SessionEnded } from './session-ended';
import { useBanner } from './use-banner';
import { useCards } from './use-cards';
import { useCurrent } from './use-current';
import { WorkArea } from './work-area';

export interface BannerAppProps {
  initial: BannerState;
  user: { name: string; email: string };
  theme: Theme;
  /** Where the user changes how they sign in; absent without a password. */
  accountHref: string | undefined;
}

/**
 * The agent's workspace: one column that also works as a small window. Nothing is modal, takes the focus or moves on its
 * own: new interactions appear in reserved space or at the bottom.
 */
export function BannerApp({ initial, user, theme, accountHref }: BannerAppProps) {
  const t = useTranslations('banner');
  const { state, connection, ended, refresh, replaceInteraction } = useBanner(initial);
  const interactions = useWithoutStale(state.interactions);
  const [isBusy, setBusy] = useState(false);
  const { current, others, turnTo, putAway } = useCurrent(interactions, isBusy);
  const { view, show } = useCards(current, isBusy);
  const searchField = useRef<HTMLInputElement>(null);
  const past = interactions.closed.filter(({ id }) => id !== current?.id);

  if (ended !== null) return <SessionEnded reason={ended} />;
  const close = () => {
    show(null);
    putAway();
  };
  return (
    <div className="flex min-h-dvh flex-col">
      <BannerHeader state={state} user={user} theme={theme} accountHref={accountHref} onProfileSwitched={refresh} />
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto grid w-full max-w-5xl flex-1 grid-cols-[minmax(0,1fr)] content-start items-start gap-3 p-3 outline-none lg:grid-cols-[minmax(0,25rem)_minmax(0,1fr)] lg:grid-rows-[auto_1fr] lg:gap-4 lg:p-4"
      >
        <div className="space-y-3">
          <section aria-label={t('interactions')}>
            <CurrentInteraction
              interaction={current}
              state={state}
              onView={show}
              onDone={close}
              onDismissed={() => void refresh()}
            />
          </section>
          <CardSearch state={state} onView={show} ref={searchField} />
        </div>
        <div className="lg:row-span-2">
          <WorkArea
            view={view}
            state={state}
            interaction={current === null || isLeaving(current) ? null : current}
            onView={show}
            onChanged={replaceInteraction}
            onBusy={setBusy}
          />
        </div>
        <RecentInteractions
          interactions={past}
          defaultCountry={state.defaultCountry}
          onView={show}
          onAsk={
            // A running call stays in sight.
            current !== null && current.endedAt === null
              ? undefined
              : (interactionId) => {
                  turnTo(interactionId);
                  searchField.current?.focus();
                }
          }
        />
      </main>
      <Dock
        state={state}
        connection={connection}
        others={others}
        onTurnTo={turnTo}
        onDismissed={() => void refresh()}
      />
    </div>
  );
}

/** Drops stale interactions from a Banner that stays open, as they are dropped when it opens. */
function useWithoutStale({ open, closed }: BannerState['interactions']): BannerState['interactions'] {
  const now = useLiveNow(useNow());
  return {
    open: open.filter(
      ({ state, lastEventAt }) => !isStaleInteraction({ state, lastEventAt: new Date(lastEventAt) }, now),
    ),
    closed,
  };
}
