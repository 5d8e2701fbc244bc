'use client';

import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import type { z } from 'zod';
import { roleSignInSchema, type requiredConnectorSchema } from '@/lib/domain/people/required-connector';
import type { ApiForm } from '../forms/use-api-form';
import { LoadView } from '../lists/load-view';
import { useApiLoad } from '../lists/use-api-load';
import { Callout } from '../ui/callout';
import { DependentList } from '../ui/confirm-dialog';

interface LockedOutListProps {
  /** Of the choice as it is in the form. */
  url: string;
  connector: { name: string } | null;
  linksUsers: boolean;
  form: ApiForm<z.input<typeof requiredConnectorSchema>>;
}

/** Who could no longer sign in, and which sessions end. */
export function LockedOutList({ url, connector, linksUsers, form }: LockedOutListProps) {
  const t = useTranslations('roles.signIn');
  const loaded = useApiLoad(url, roleSignInSchema);
  const seen = loaded.state === 'ready' ? loaded.data.lockedOut.seen : null;
  const { setValue } = form;
  // Saving tells which list was on the screen.
  useEffect(() => {
    setValue('seen', seen);
    return () => setValue('seen', null);
  }, [seen, setValue]);
  return (
    <LoadView loaded={loaded}>
      {({ lockedOut: { count, items, isOneself, sessions, endsOwnSession } }) => (
        <div className="space-y-3">
          {isOneself && <Callout live tone="danger" title={t('oneself')} />}
          {count > 0 ? (
            <DependentList
              title={t('lockedOut', { count })}
              dependents={items.map(({ id, name, reason }) => ({
                kind: t(`reasons.${reason}`),
                name,
                href: linksUsers ? `/maker/users/${id}` : null,
              }))}
            />
          ) : (
            connector !== null && <p>{t('nobody', { connector: connector.name })}</p>
          )}
          {count > items.length && <p className="text-sm text-muted">{t('more', { count: count - items.length })}</p>}
          {sessions > 0 && (
            <p className="text-sm text-muted">
              {t('sessions', { count: sessions })}
              {endsOwnSession && connector !== null && ` ${t('ownSession', { connector: connector.name })}`}
            </p>
          )}
        </div>
      )}
    </LoadView>
  );
}
