'use client';

import { Mail, MessageSquare, PhoneIncoming, PhoneOutgoing } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { ReactNode } from 'react';
import type { BannerInteraction } from '@/lib/domain/answers/banner';
import { TraceList } from '../rules/trace-list';
import { Badge, type BadgeProps } from '../ui/badge';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';
import { Popover } from '../ui/popover';
import { Time } from '../ui/time';
import { gradeOf, nameOf, type Grade } from './interaction-words';
import { useAnnouncements } from './use-announcements';
import { Participants } from './participants';
import type { View } from './use-cards';
import { useStateText } from './use-state-text';

export interface InteractionCardProps {
  interaction: BannerInteraction;
  defaultCountry: string;
  onView: (view: View) => void;
  /** Actions at the bottom. */
  children?: ReactNode;
}

/**
 * An arriving or running interaction: the number large at the top, then the customer and the match grade. Its height
 * does not change from the first ring to the end, so that nothing below it moves.
 */
export function InteractionCard({ interaction, defaultCountry, onView, children }: InteractionCardProps) {
  const t = useTranslations('banner');
  const { decision, channel, direction, state } = interaction;
  const who = nameOf(interaction, defaultCountry) ?? t('withheld');
  const stateText = useStateText();
  useAnnouncements(interaction, who);
  return (
    <article
      aria-label={t('interactionWith', { who })}
      data-interaction={interaction.externalId}
      className={cn(
        'rounded-card border bg-raised px-4 py-3',
        state === 'presented' && 'border-accent ring-1 ring-accent',
      )}
    >
      <div className="flex items-center justify-between gap-3 text-sm text-muted">
        <p className="flex min-w-0 items-center gap-1.5">
          <ChannelIcon channel={channel} direction={direction} />
          <span className="truncate">
            {t('line', { channel, direction })}
            {interaction.queue !== null && ` · ${interaction.queue}`}
          </span>
        </p>
        <p className="shrink-0">
          <span className={cn(state === 'presented' && 'font-medium text-accent-ink')}>{stateText(interaction)}</span> ·{' '}
          <Time value={interaction.endedAt ?? interaction.startedAt} />
        </p>
      </div>
      <div className="mt-0.5 flex h-8 items-center justify-between gap-2">
        <p className="min-w-0 truncate text-2xl font-semibold tracking-title tabular-nums" title={who}>
          {who}
        </p>
        <Participants interaction={interaction} defaultCountry={defaultCountry} />
      </div>
      <div className="mt-1 flex h-control items-center justify-between gap-2">
        <Identity interaction={interaction} onView={onView} />
        {decision !== null && (
          <Popover
            label={t('why')}
            align="end"
            trigger={
              <Button variant="ghost" size="small">
                {t('why')}
              </Button>
            }
            className="max-h-96 max-w-md overflow-y-auto"
          >
            <p className="mb-2 font-medium">
              {decision.scenarioName === null ? t('noScenario') : t('byScenario', { scenario: decision.scenarioName })}
            </p>
            <TraceList entries={decision.trace} label={t('why')} />
          </Popover>
        )}
      </div>
      {children}
    </article>
  );
}

const TONES: Record<Grade, BadgeProps['tone']> = {
  exact: 'success',
  probable: 'info',
  maybe: 'warning',
  unknown: 'neutral',
  withheld: 'neutral',
};

/** One line with the grade and the customer's name. A card attached by hand has no grade. */
function Identity({ interaction, onView }: Pick<InteractionCardProps, 'interaction' | 'onView'>) {
  const t = useTranslations('banner');
  const { decision, cards } = interaction;
  const [attached] = cards;
  const finding = useFinding(interaction);
  const grade = gradeOf(interaction);
  const isByDecision =
    attached === undefined
      ? decision?.kind !== 'open'
      : decision?.kind === 'open' && decision.card.recordId === attached.recordId;
  return (
    <div className="flex min-w-0 items-center gap-2">
      {grade !== null && isByDecision && <Badge tone={TONES[grade]}>{t(`grade.${grade}`)}</Badge>}
      {attached === undefined ? (
        <span className={cn('truncate', decision?.kind === 'unavailable' ? 'text-warning' : 'text-muted')}>
          {finding}
        </span>
      ) : (
        <button
          type="button"
          className="min-w-0 truncate text-left font-medium text-accent-ink underline-offset-2 hover:underline"
          title={attached.title}
          onClick={() => onView({ kind: 'card', objectId: attached.objectId, recordId: attached.recordId })}
        >
          {attached.title} <span className="font-normal text-muted">· {attached.objectName}</span>
        </button>
      )}
    </div>
  );
}

/** The result of the search in a few words; the work area shows the details. */
function useFinding({ decision, hiddenCards, nonCustomer }: BannerInteraction): string {
  const t = useTranslations('banner');
  if (nonCustomer !== null) return t(`nonCustomer.${nonCustomer.kind}`);
  if (hiddenCards > 0) return t('finding.hidden');
  if (decision === null) return t('searching');
  switch (decision.kind) {
    case 'open':
      return t('finding.rejected', { title: decision.card.title });
    case 'choose':
      return t('finding.choose', { count: decision.total });
    case 'none':
      if (decision.scenarioId === null) return t('finding.notAsked');
      return decision.matches > 0 ? t('foundNothingOpened', { count: decision.matches }) : t('finding.none');
    case 'withheld':
      return t('finding.withheld');
    case 'unavailable':
      return t('finding.unavailable');
    case 'hidden':
      return t('finding.hidden');
  }
}

export function ChannelIcon({ channel, direction }: { channel: string; direction: string }) {
  const Icon =
    channel === 'email'
      ? Mail
      : channel === 'messaging'
        ? MessageSquare
        : direction === 'incoming'
          ? PhoneIncoming
          : PhoneOutgoing;
  return <Icon aria-hidden className="size-4 shrink-0" />;
}
