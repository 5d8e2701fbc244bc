'use client';

import { useTranslations } from 'use-intl';
import { useEffect } from 'react';
import type { BannerInteraction, BannerState } from '@/lib/domain/answers/banner';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { DismissButton } from './dismiss-button';
import { InteractionCard } from './interaction-card';
import { isLeaving, nameOf } from './interaction-words';
import type { View } from './use-cards';
import { WrittenState } from './written-state';

interface CurrentInteractionProps {
  interaction: BannerInteraction | null;
  state: BannerState;
  onView: (view: View) => void;
  /** Called when wrap-up is done. */
  onDone: () => void;
  onDismissed: () => void;
}

/** The current interaction. It has the same height with and without one. */
export function CurrentInteraction({ interaction, state, onView, onDone, onDismissed }: CurrentInteractionProps) {
  const t = useTranslations('banner');
  useTitle(interaction, state.defaultCountry);
  if (interaction === null) return <Idle state={state} />;
  const isOver = interaction.endedAt !== null;
  return (
    <InteractionCard
      key={interaction.id}
      interaction={interaction}
      defaultCountry={state.defaultCountry}
      onView={onView}
    >
      <div className="mt-1.5 -mb-1 flex min-h-10 items-center justify-between gap-2 border-t">
        {isLeaving(interaction) ? (
          <p className="text-sm text-muted">{t('leaves')}</p>
        ) : isOver ? (
          <WrittenState interaction={interaction} />
        ) : (
          <p className="text-sm text-muted">
            {interaction.state === 'presented' ? t('answerThere', { channel: interaction.channel }) : t('writtenAtEnd')}
          </p>
        )}
        {isLeaving(interaction) ? null : isOver ? (
          <Button size="small" onClick={onDone}>
            {t('done')}
          </Button>
        ) : (
          <DismissButton
            interaction={interaction}
            who={nameOf(interaction, state.defaultCountry) ?? t('withheld')}
            onDismissed={onDismissed}
          />
        )}
      </div>
    </InteractionCard>
  );
}

function Idle({ state }: { state: BannerState }) {
  const t = useTranslations('banner');
  if (state.profile === null)
    return (
      <Callout tone="warning" title={t('noProfile')}>
        {t('noProfileText')}
      </Callout>
    );
  if (state.crms.length === 0)
    return (
      <Callout tone="info" title={t('noCrm')}>
        {t('noCrmText', { profile: state.profile.name })}
      </Callout>
    );
  return (
    <p className="flex min-h-38 items-center justify-center rounded-card border bg-raised px-4 text-center text-muted">
      {t('ready')}
    </p>
  );
}

/** Shows the caller in the window title too, because other windows may cover the Banner. */
function useTitle(interaction: BannerInteraction | null, defaultCountry: string): void {
  const t = useTranslations('banner');
  const ringing = interaction?.state === 'presented' ? (nameOf(interaction, defaultCountry) ?? t('withheld')) : null;
  useEffect(() => {
    if (ringing === null) return;
    const before = document.title;
    document.title = `${ringing} · ${before}`;
    return () => {
      document.title = before;
    };
  }, [ringing]);
}
