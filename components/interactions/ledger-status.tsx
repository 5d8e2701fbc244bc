'use client';

import { useTranslations } from 'use-intl';
import type { LedgerState } from '@/lib/domain/interaction/ledger';
import type { MEND_PAGES } from '@/lib/domain/assignment/ledger-reason';
import { knownMessage } from '../ui/known-message';
import { Status, type StatusTone } from '../ui/status';
import { TextLink } from '../ui/text-link';
import { Time } from '../ui/time';

const TONES: Record<LedgerState, StatusTone> = {
  needs_administrator: 'failed',
  waiting: 'pending',
  without_customer: 'warning',
  logged: 'on',
  not_logged: 'off',
  open: 'idle',
};

interface LedgerStatusProps {
  ledger: {
    state: LedgerState;
    reason: { key: string; params?: Record<string, string | number> | undefined } | null;
    mend: { page: (typeof MEND_PAGES)[number]; href: string } | null;
    nextTryAt: Date | null;
  };
  /** With the whole sentence and the page that mends it, as on the interaction's own page. */
  showsMend?: boolean;
}

/** Where an interaction stands, and why. */
export function LedgerStatus({ ledger: { state, reason, mend, nextTryAt }, showsMend = false }: LedgerStatusProps) {
  const t = useTranslations('interactions');
  const label = t(`ledger.${state}`);
  if (!showsMend) return <Status tone={TONES[state]} label={label} />;
  const why =
    reason === null
      ? state === 'without_customer'
        ? t('withoutCustomerText')
        : undefined
      : (knownMessage(t, `reason.${reason.key}`, reason.params) ?? t('reason.internal'));
  return (
    <div className="space-y-2">
      <Status tone={TONES[state]} label={label} reason={why} />
      {nextTryAt !== null && (
        <p className="text-sm text-muted">{t.rich('nextTry', { time: () => <Time value={nextTryAt} /> })}</p>
      )}
      {mend !== null && (
        <p>
          <TextLink href={mend.href}>{t(`mend.${mend.page}`)}</TextLink>
        </p>
      )}
    </div>
  );
}
