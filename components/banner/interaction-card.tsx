'use client';

import { Mail, MessageSquare, PhoneIncoming, PhoneOutgoing, Search } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { useEffect, useState } from 'react';
import type { BannerInteraction, BannerState } from '@/lib/domain/banner-api';
import { bannerInteractionSchema } from '@/lib/domain/interaction-api';
import { formatPhone } from '@/lib/domain/phone';
import { apiFetch } from '../forms/api-fetch';
import { useFailureText } from '../forms/use-failure-text';
import { TraceList } from '../rules/trace-list';
import { useAnnounce } from '../ui/announcer';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';
import { Popover } from '../ui/popover';
import { Time } from '../ui/time';
import { CardChoice } from './card-choice';
import type { View } from './use-cards';

export interface InteractionCardProps {
  interaction: BannerInteraction;
  state: BannerState;
  isCurrent: boolean;
  onChoose: () => void;
  onChanged: (interaction: BannerInteraction) => void;
  onView: (view: View) => void;
}

/** How long a look-up may take before the agent is told that it is still going on. */
const SLOW_MS = 1500;

/** An incoming or running interaction: who it is, how sure that is, and why. */
export function InteractionCard({ interaction, state, isCurrent, onChoose, onChanged, onView }: InteractionCardProps) {
  const t = useTranslations('banner');
  const locale = useLocale();
  const announce = useAnnounce();
  const { decision, channel, direction } = interaction;
  const who = nameOf(interaction, state.defaultCountry) ?? t('withheld');
  const grade = gradeOf(interaction);
  const found = decision?.kind === 'open' ? decision.card.title : '';

  // Read out once each: a sentence that stays the same is not said again.
  const arrival = t('announce', { channel, direction, who });
  const finding = grade === null ? null : t('announceFound', { grade, who: found === '' ? who : found });

  useEffect(() => announce(arrival), [announce, arrival]);
  useEffect(() => {
    if (finding !== null) announce(finding);
  }, [announce, finding]);

  return (
    <article
      aria-label={t('interactionWith', { who })}
      data-interaction={interaction.externalId}
      className={cn('rounded-card border bg-raised p-4', isCurrent && 'border-accent ring-1 ring-accent')}
    >
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <p className="flex items-center gap-1.5 text-sm text-muted">
            <ChannelIcon channel={channel} direction={direction} />
            {t('line', { channel, direction })}
            {interaction.queue !== null && ` · ${interaction.queue}`}
          </p>
          <p className="mt-1 text-lg font-semibold break-words tabular-nums" lang={locale}>
            {who}
          </p>
        </div>
        <div className="flex shrink-0 flex-col items-end gap-1 text-sm text-muted">
          <span>{t(`state.${interaction.state}`)}</span>
          <Time value={interaction.startedAt} />
        </div>
      </div>
      <div className="mt-3 min-h-12">
        <Identity interaction={interaction} state={state} onChanged={onChanged} onView={onView} />
      </div>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        {!isCurrent && <Button onClick={onChoose}>{t('choose')}</Button>}
        {decision !== null && (
          <Popover label={t('why')} trigger={<Button variant="ghost">{t('why')}</Button>} className="max-h-96 max-w-md overflow-y-auto">
            <p className="mb-2 font-medium">{decision.scenarioName === null ? t('noScenario') : t('byScenario', { scenario: decision.scenarioName })}</p>
            <TraceList entries={decision.trace} label={t('why')} />
          </Popover>
        )}
      </div>
    </article>
  );
}

function Identity({ interaction, state, onChanged, onView }: Omit<InteractionCardProps, 'isCurrent' | 'onChoose'>) {
  const t = useTranslations('banner');
  const { decision, cards } = interaction;
  const attached = cards[0];
  const grade = gradeOf(interaction);
  if (decision === null) return <LookUp interaction={interaction} onChanged={onChanged} />;
  const isOther = attached !== undefined && (decision.kind !== 'open' || decision.card.recordId !== attached.recordId);
  return (
    <div className="space-y-2">
      {grade !== null && !isOther && <Badge>{t(`grade.${grade}`)}</Badge>}
      {attached !== undefined && (
        <button type="button" className="block text-left font-medium text-accent-ink underline-offset-2 hover:underline" onClick={() => onView({ kind: 'card', objectId: attached.objectId, recordId: attached.recordId })}>
          {attached.title} <span className="font-normal text-muted">· {attached.objectName}</span>
        </button>
      )}
      {attached === undefined && decision.kind === 'choose' && <CardChoice interaction={interaction} cards={decision.cards} total={decision.total} onChanged={onChanged} onView={onView} />}
      {attached === undefined && decision.kind === 'none' && <p className="text-muted">{decision.matches > 0 ? t('foundNothingOpened', { count: decision.matches }) : t('none')}</p>}
      {attached === undefined && decision.kind === 'withheld' && <p className="text-muted">{t('withheldText')}</p>}
      {attached === undefined && decision.kind === 'unavailable' && (
        <>
          <p className="text-warning">{t('unavailable')}</p>
          <LookUp interaction={interaction} onChanged={onChanged} isRetry />
        </>
      )}
      {attached === undefined && decision.kind !== 'open' && <CreateOffers state={state} onView={onView} />}
    </div>
  );
}

/** Searching, or asking for the search that has not come. */
function LookUp({ interaction, onChanged, isRetry = false }: { interaction: BannerInteraction; onChanged: (interaction: BannerInteraction) => void; isRetry?: boolean }) {
  const t = useTranslations('banner');
  const failureText = useFailureText();
  const [isSlow, setSlow] = useState(isRetry);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);

  const lookUp = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const moment = interaction.state === 'accepted' ? 'accepted' : 'presented';
      onChanged(await apiFetch(`/api/banner/interactions/${interaction.id}/pop`, bannerInteractionSchema, { method: 'POST', body: { moment } }));
    } catch (error) {
      setFailure(failureText(error).message);
    } finally {
      setBusy(false);
    }
  };
  if (!isSlow) return <p className="text-muted">{t('searching')}</p>;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {!isRetry && <p className="text-muted">{t('stillSearching')}</p>}
      <Button busy={busy} icon={<Search aria-hidden className="size-4" />} onClick={() => void lookUp()}>
        {t('lookUpAgain')}
      </Button>
      {failure !== null && (
        <p role="alert" className="text-sm text-danger">
          {failure}
        </p>
      )}
    </div>
  );
}

function CreateOffers({ state, onView }: { state: BannerState; onView: (view: View) => void }) {
  const t = useTranslations('banner');
  const objects = state.crms.flatMap((crm) => crm.objects).filter(({ canCreate }) => canCreate);
  if (objects.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {objects.slice(0, 2).map((object) => (
        <Button key={object.id} onClick={() => onView({ kind: 'create', objectId: object.id, values: {} })}>
          {t('createIn', { object: object.name })}
        </Button>
      ))}
    </div>
  );
}

function ChannelIcon({ channel, direction }: { channel: string; direction: string }) {
  const Icon = channel === 'email' ? Mail : channel === 'messaging' ? MessageSquare : direction === 'incoming' ? PhoneIncoming : PhoneOutgoing;
  return <Icon aria-hidden className="size-4" />;
}

/** The number first, as it is written in its country; else the address or the handle. */
function nameOf({ customer }: BannerInteraction, defaultCountry: string): string | null {
  if (customer.withheld) return null;
  if (customer.number) return formatPhone(customer.number, { defaultCountry });
  return customer.email ?? customer.handle ?? customer.name ?? null;
}

type Grade = 'exact' | 'probable' | 'maybe' | 'unknown' | 'withheld';

function gradeOf({ decision }: BannerInteraction): Grade | null {
  if (decision === null || decision.kind === 'unavailable') return null;
  if (decision.kind === 'open') return decision.card.grade;
  if (decision.kind === 'choose') return decision.cards[0]?.grade ?? 'unknown';
  return decision.kind === 'withheld' ? 'withheld' : 'unknown';
}
