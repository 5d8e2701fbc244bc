'use client';

import { useTranslations } from 'use-intl';
import type { BannerInteraction } from '@/lib/domain/answers/banner';
import { Status, type StatusTone } from '../ui/status';

const TONES: Record<string, StatusTone> = {
  logged: 'on',
  skipped: 'idle',
  failed: 'failed',
  pending: 'pending',
  sending: 'pending',
};

/** Whether an interaction is logged in the CRM, with a link to it. */
export function WrittenState({ interaction }: { interaction: BannerInteraction }) {
  const t = useTranslations('banner');
  return interaction.assignments.map((assignment) => (
    <span key={assignment.id} className="flex flex-wrap items-center gap-x-2 text-sm">
      {assignment.state === 'logged' && interaction.ledger === 'without_customer' ? (
        <Status tone="warning" label={t('logged.withoutCustomer')} />
      ) : (
        <Status tone={TONES[assignment.state] ?? 'pending'} label={t(`logged.${assignment.state}`)} />
      )}
      {assignment.recordUrl !== null && (
        <a
          href={assignment.recordUrl}
          target="_blank"
          rel="noreferrer"
          className="text-accent-ink underline underline-offset-2"
        >
          {t('openRecord')}
        </a>
      )}
    </span>
  ));
}
