'use client';

import { useTranslations } from 'use-intl';
import type { BannerInteraction, BannerState } from '@/lib/domain/answers/banner';
import { Button } from '../ui/button';
import { ConnectionNote } from './connection-note';
import { DismissButton } from './dismiss-button';
import { ChannelIcon } from './interaction-card';
import { gradeOf, isCardHidden, isLeaving, nameOf } from './interaction-words';
import { useAnnouncements } from './use-announcements';
import type { Connection } from './use-banner';
import { useStateText } from './use-state-text';

interface DockProps {
  state: BannerState;
  connection: Connection;
  /** Interactions other than the one the agent is working on. */
  others: readonly BannerInteraction[];
  onTurnTo: (id: string) => void;
  onDismissed: () => void;
}

/** Shows other interactions at the bottom of the window, so that nothing above them moves. */
export function Dock({ state, connection, others, onTurnTo, onDismissed }: DockProps) {
  const t = useTranslations('banner');
  return (
    <div className="sticky bottom-0 z-20 max-h-[50dvh] overflow-y-auto empty:hidden">
      <ConnectionNote connection={connection} crms={state.crms} />
      {others.length > 0 && (
        <ul
          aria-label={t('others')}
          className="mx-auto max-w-5xl divide-y border-t border-accent bg-raised shadow-float"
        >
          {others.map((interaction) => (
            <Other
              key={interaction.id}
              interaction={interaction}
              state={state}
              onTurnTo={onTurnTo}
              onDismissed={onDismissed}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

function Other({
  interaction,
  state,
  onTurnTo,
  onDismissed,
}: Pick<DockProps, 'state' | 'onTurnTo' | 'onDismissed'> & { interaction: BannerInteraction }) {
  const t = useTranslations('banner');
  const who = nameOf(interaction, state.defaultCountry) ?? t('withheld');
  const stateText = useStateText();
  useAnnouncements(interaction, who);
  const grade = gradeOf(interaction);
  const title = interaction.cards[0]?.title ?? null;
  return (
    <li data-interaction={interaction.externalId} className="flex items-center justify-between gap-3 px-4 py-2">
      <span className="min-w-0">
        <span className="flex items-center gap-1.5 text-sm text-muted">
          <ChannelIcon channel={interaction.channel} direction={interaction.direction} />
          {t('line', { channel: interaction.channel, direction: interaction.direction })} · {stateText(interaction)}
        </span>
        <span className="block truncate font-semibold tabular-nums">{who}</span>
        <span className="block truncate text-sm text-muted">
          {[title, grade === null ? null : t(`grade.${grade}`)].filter(Boolean).join(' · ') ||
            (interaction.nonCustomer === null
              ? t(isCardHidden(interaction) ? 'finding.hidden' : 'searching')
              : t(`nonCustomer.${interaction.nonCustomer.kind}`))}
        </span>
      </span>
      <span className="flex shrink-0 items-center gap-1">
        <DismissButton interaction={interaction} who={who} onDismissed={onDismissed} />
        {!isLeaving(interaction) && (
          <Button className="min-h-11" onClick={() => onTurnTo(interaction.id)}>
            {t('choose')}
          </Button>
        )}
      </span>
    </li>
  );
}
