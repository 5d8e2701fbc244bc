'use client';

import { useTranslations } from 'use-intl';
import type { BannerInteraction } from '@/lib/domain/answers/banner';
import { Button } from '../ui/button';
import { Time } from '../ui/time';
import { ChannelIcon } from './interaction-card';
import { isCardHidden, isCustomerMissing, nameOf } from './interaction-words';
import type { View } from './use-cards';
import { useStateText } from './use-state-text';
import { WrittenState } from './written-state';

interface RecentInteractionsProps {
  interactions: readonly BannerInteraction[];
  defaultCountry: string;
  onView: (view: View) => void;
  /** Says later who it was; absent while another call needs the agent. */
  onAsk: ((interactionId: string) => void) | undefined;
}

/** Ended interactions, with the customer and whether each is logged in the CRM. */
export function RecentInteractions({ interactions, defaultCountry, onView, onAsk }: RecentInteractionsProps) {
  const t = useTranslations('banner');
  const stateText = useStateText();
  if (interactions.length === 0) return null;
  return (
    <section aria-label={t('recent')} className="rounded-card border bg-raised">
      <h2 className="border-b px-4 py-2.5 font-semibold">{t('recent')}</h2>
      <ul className="divide-y">
        {interactions.map((interaction) => {
          const [card] = interaction.cards;
          const who = nameOf(interaction, defaultCountry) ?? t('withheld');
          return (
            <li key={interaction.id} className="space-y-0.5 px-4 py-2">
              <div className="flex items-center justify-between gap-2">
                <span className="flex min-w-0 items-center gap-1.5">
                  <ChannelIcon channel={interaction.channel} direction={interaction.direction} />
                  {card === undefined ? (
                    <span className="truncate font-medium tabular-nums">{who}</span>
                  ) : (
                    <button
                      type="button"
                      className="truncate font-medium text-accent-ink underline-offset-2 hover:underline"
                      onClick={() => onView({ kind: 'card', objectId: card.objectId, recordId: card.recordId })}
                    >
                      {card.title}
                    </button>
                  )}
                </span>
                <span className="shrink-0 text-sm text-muted">
                  {interaction.endedAt !== null && <Time value={interaction.endedAt} />}
                </span>
              </div>
              <div className="flex flex-wrap items-center justify-between gap-x-3 text-sm text-muted">
                <span className="truncate tabular-nums">
                  {[
                    ...(card === undefined ? [] : [who]),
                    stateText(interaction),
                    ...(isCardHidden(interaction) ? [t('finding.hidden')] : []),
                  ].join(' · ')}
                </span>
                <WrittenState interaction={interaction} />
                {onAsk !== undefined && isCustomerMissing(interaction) && (
                  <Button size="small" aria-label={t('whoWasItOf', { who })} onClick={() => onAsk(interaction.id)}>
                    {t('whoWasIt')}
                  </Button>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
