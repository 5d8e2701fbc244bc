'use client';

import { useTranslations } from 'use-intl';
import type { BannerCrm } from '@/lib/domain/answers/banner';
import { Callout } from '../ui/callout';
import type { Connection } from './use-banner';
import { knownMessage } from '../ui/known-message';

/** Shows what isn't working and the consequences. Empty if everything works. */
export function ConnectionNote({ connection, crms }: { connection: Connection; crms: readonly BannerCrm[] }) {
  const t = useTranslations('banner');
  const cut = crms.filter(({ isConnected }) => !isConnected);
  return (
    <>
      {connection === 'lost' && (
        <Callout tone="warning" live title={t('lost')} className="mx-auto max-w-5xl rounded-none border-x-0 border-b-0">
          {t('lostText')}
        </Callout>
      )}
      {cut.map((crm) => (
        <Callout
          key={crm.id}
          live
          tone="warning"
          title={t('crmOff', { crm: crm.name })}
          className="mx-auto max-w-5xl rounded-none border-x-0 border-b-0"
        >
          {knownMessage(t, `crmOffReason.${crm.disabledReason ?? ''}`) ?? t('crmOffReason.turned_off')}
        </Callout>
      ))}
    </>
  );
}
