'use client';

import { useTranslations } from 'use-intl';
import { Status } from '../ui/status';

/** Enabled and working, enabled but unusable, or disabled. */
export function ConnectorStatus({ enabled, isWorking }: { enabled: boolean; isWorking: boolean }) {
  const t = useTranslations('sso-connectors');
  if (!enabled) return <Status tone="off" label={t('states.off')} reason={t('offReason')} />;
  if (!isWorking) return <Status tone="warning" label={t('states.blocked')} reason={t('blocked')} />;
  return <Status tone="on" label={t('states.working')} />;
}
