'use client';

import { useTranslations } from 'use-intl';
import type { BannerCrm } from '@/lib/domain/banner-api';
import { Callout } from '../ui/callout';
import type { Connection } from './use-banner';

/** Says what does not work and what that means; nothing while everything does. */
export function ConnectionNote({ connection, crms }: { connection: Connection; crms: readonly BannerCrm[] }) {
  const t = useTranslations('banner');
  const cut = crms.filter(({ isConnected }) => !isConnected);
  if (connection !== 'lost' && cut.length === 0) return null;
  return (
    <div className="space-y-2 px-4 pt-4">
      {connection === 'lost' && <Callout tone="warning" live title={t('lost')}>{t('lostText')}</Callout>}
      {cut.map((crm) => (
        <Callout key={crm.id} tone="warning" title={t('crmOff', { crm: crm.name })}>
          {t(`crmOffReason.${crm.disabledReason ?? 'turned_off'}`)}
        </Callout>
      ))}
    </div>
  );
}
