'use client';

import { useTranslations } from 'use-intl';
import type { BannerInteraction } from '@/lib/domain/banner-api';
import { Status, type StatusTone } from '../ui/status';
import { Time } from '../ui/time';

const TONES: Record<string, StatusTone> = { logged: 'on', skipped: 'idle', failed: 'failed', pending: 'pending', sending: 'pending', unknown: 'pending' };

/** What is over, and whether it stands in HubSpot yet. */
export function RecentInteractions({ interactions }: { interactions: readonly BannerInteraction[] }) {
  const t = useTranslations('banner');
  if (interactions.length === 0) return null;
  return (
    <section aria-label={t('recent')} className="rounded-card border bg-raised">
      <h2 className="border-b px-4 py-2.5 font-semibold">{t('recent')}</h2>
      <ul className="divide-y">
        {interactions.map((interaction) => (
          <li key={interaction.id} className="space-y-1 px-4 py-2.5">
            <div className="flex items-baseline justify-between gap-2">
              <span className="min-w-0 truncate font-medium">
                {interaction.cards[0]?.title ?? interaction.customer.number ?? interaction.customer.email ?? interaction.customer.handle ?? t('withheld')}
              </span>
              <span className="shrink-0 text-sm text-muted">{interaction.endedAt !== null && <Time value={interaction.endedAt} />}</span>
            </div>
            {interaction.assignments.map((assignment) => (
              <div key={assignment.id} className="flex flex-wrap items-center gap-2 text-sm">
                <Status tone={TONES[assignment.state] ?? 'pending'} label={t(`logged.${assignment.state}`)} />
                {assignment.recordUrl !== null && (
                  <a href={assignment.recordUrl} target="_blank" rel="noreferrer" className="text-accent-ink underline underline-offset-2">
                    {t('openInHubSpot')}
                  </a>
                )}
              </div>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
