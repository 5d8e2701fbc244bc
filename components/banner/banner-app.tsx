'use client';

import { FlaskConical, Headset } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useState } from 'react';
import type { BannerInteraction, BannerState } from '@/lib/domain/banner-api';
import type { Theme } from '@/lib/domain/preferences';
import { UserCapsule } from '../shell/user-capsule';
import { Callout } from '../ui/callout';
import { CardPanel } from './card-panel';
import { CardSearch } from './card-search';
import { ConnectionNote } from './connection-note';
import { CreateCard } from './create-card';
import { InteractionCard } from './interaction-card';
import { ProfileSwitch } from './profile-switch';
import { RecentInteractions } from './recent-interactions';
import { useBanner } from './use-banner';
import { useCards, type View } from './use-cards';

export interface BannerAppProps {
  initial: BannerState;
  user: { name: string; email: string };
  theme: Theme;
}

/** The agent's workspace: one column that also works as a small window. Nothing here is modal and nothing takes the focus. */
export function BannerApp({ initial, user, theme }: BannerAppProps) {
  const t = useTranslations('banner');
  const { state, connection, ended, refresh, replaceInteraction } = useBanner(initial);
  const [chosen, setChosen] = useState<string | null>(null);
  const open = state.interactions.open;
  const current = open.find(({ id }) => id === chosen) ?? open[0] ?? null;
  const cards = useCards(current);

  if (ended !== null) return <SessionEnded reason={ended} />;
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-5xl flex-col">
      <header className="sticky top-0 z-30 flex min-h-13 items-center gap-3 border-b bg-surface px-4">
        <Headset aria-hidden className="size-5 text-accent-ink" />
        <h1 className="text-base font-semibold">Banner</h1>
        {state.sandbox !== null && (
          <a href={state.sandbox.url} target="_blank" rel="noreferrer" className="inline-flex items-center gap-1 rounded-control border border-warning-line bg-warning-tint px-2 py-0.5 text-xs font-medium text-warning">
            <FlaskConical aria-hidden className="size-3.5" />
            {t('sandbox')}
          </a>
        )}
        <div className="flex-1" />
        <ProfileSwitch profiles={state.profiles} active={state.profile} onSwitched={refresh} />
        <UserCapsule user={user} theme={theme} otherApp={state.mayOpenMaker ? { href: '/maker', label: t('openMaker') } : null} preferencesUrl="/api/account/preferences" />
      </header>
      <ConnectionNote connection={connection} crms={state.crms} />
      <main id="content" tabIndex={-1} className="grid flex-1 items-start gap-4 p-4 outline-none lg:grid-cols-[minmax(0,26rem)_minmax(0,1fr)]">
        <div className="min-w-0 space-y-4">
          <section aria-label={t('interactions')} className="space-y-3">
            {open.length === 0 && <Ready state={state} />}
            {open.map((interaction) => (
              <InteractionCard
                key={interaction.id}
                interaction={interaction}
                state={state}
                isCurrent={interaction.id === current?.id}
                onChoose={() => setChosen(interaction.id)}
                onChanged={replaceInteraction}
                onView={cards.show}
              />
            ))}
          </section>
          <CardSearch state={state} onOpen={(objectId, recordId) => cards.show({ kind: 'card', objectId, recordId })} onCreate={(objectId) => cards.show({ kind: 'create', objectId, values: {} })} />
          <RecentInteractions interactions={state.interactions.closed} />
        </div>
        <div className="min-w-0">
          <Shown view={cards.view} state={state} interaction={current} onView={cards.show} onChanged={replaceInteraction} />
        </div>
      </main>
    </div>
  );
}

interface ShownProps {
  view: View | null;
  state: BannerState;
  interaction: BannerInteraction | null;
  onView: (view: View | null) => void;
  onChanged: (interaction: BannerInteraction) => void;
}

function Shown({ view, state, interaction, onView, onChanged }: ShownProps) {
  const t = useTranslations('banner');
  if (view === null) return <p className="rounded-card border border-dashed p-8 text-center text-muted">{t('noCard')}</p>;
  if (view.kind === 'create') return <CreateCard key={view.objectId} state={state} view={view} onDone={onView} />;
  return <CardPanel key={`${view.objectId}/${view.recordId}`} view={view} state={state} interaction={interaction} onClose={() => onView(null)} onChanged={onChanged} />;
}

function Ready({ state }: { state: BannerState }) {
  const t = useTranslations('banner');
  if (state.profile === null) return <Callout tone="warning" title={t('noProfile')}>{t('noProfileText')}</Callout>;
  if (state.crms.length === 0) return <Callout tone="info" title={t('noCrm')}>{t('noCrmText', { profile: state.profile.name })}</Callout>;
  return <p className="rounded-card border bg-raised px-4 py-6 text-center text-muted">{t('ready')}</p>;
}

const REASONS = ['signed_out', 'newer_session', 'user_disabled', 'method_disabled', 'connector_disabled', 'password_changed', 'ended_by_administrator'];

function SessionEnded({ reason }: { reason: string }) {
  const t = useTranslations('banner');
  return (
    <main id="content" tabIndex={-1} className="mx-auto max-w-md p-6 outline-none">
      <Callout tone="warning" live title={t('ended')} action={<a className="font-medium underline" href="/login?next=%2Fbanner">{t('signInAgain')}</a>}>
        {t(`endedBy.${REASONS.includes(reason) ? reason : 'signed_out'}`)}
      </Callout>
    </main>
  );
}
