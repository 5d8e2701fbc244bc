'use client';

import { useTranslations } from 'use-intl';
import type { ConnectorType } from '@/lib/domain/people/sso';
import { Status } from '../ui/status';

interface ConnectorStatusProps {
  type: ConnectorType;
  enabled: boolean;
  isWorking: boolean;
}

/** Enabled and working, enabled but unusable, or disabled. */
export function ConnectorStatus({ type, enabled, isWorking }: ConnectorStatusProps) {
  const t = useTranslations('sso-connectors');
  if (!enabled) return <Status tone="off" label={t('states.off')} reason={t('offReason')} />;
  if (!isWorking)
    return (
      <Status tone="warning" label={t('states.blocked')} reason={t(type === 'oidc' ? 'blockedSecret' : 'blocked')} />
    );
  return <Status tone="on" label={t('states.working')} />;
}
