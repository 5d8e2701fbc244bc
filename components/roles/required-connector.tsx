'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { RoleSignIn } from '@/lib/domain/people/required-connector';
import { Button } from '../ui/button';
import { DescriptionList } from '../ui/description-list';
import { TextLink } from '../ui/text-link';
import { RequireConnectorDialog } from './require-connector-dialog';

interface RequiredConnectorProps {
  id: string;
  signIn: RoleSignIn;
  linksUsers: boolean;
  linksConnectors: boolean;
  isReadOnly: boolean;
}

/** Whether the role's users must sign in through one connector, and who needn't. */
export function RequiredConnector({ id, signIn, linksUsers, linksConnectors, isReadOnly }: RequiredConnectorProps) {
  const t = useTranslations('roles.signIn');
  const [isOpen, setOpen] = useState(false);
  const { required, breakGlass } = signIn;
  const linked = (item: { id: string; name: string }, path: string, links: boolean) =>
    links ? <TextLink href={`/maker/${path}/${item.id}`}>{item.name}</TextLink> : item.name;
  return (
    <section aria-labelledby="role-sign-in" className="space-y-4 border-t pt-5">
      <div>
        <h2 id="role-sign-in" className="text-base font-semibold">
          {t('title')}
        </h2>
        <p className="mt-0.5 text-sm text-muted">{t('text')}</p>
      </div>
      <DescriptionList
        items={[
          {
            term: t('connector'),
            value: required === null ? t('none') : linked(required, 'sso-connectors', linksConnectors),
          },
          ...(required !== null && breakGlass !== null
            ? [{ term: t('breakGlass'), value: linked(breakGlass, 'users', linksUsers) }]
            : []),
        ]}
      />
      {!isReadOnly && <Button onClick={() => setOpen(true)}>{t('change')}</Button>}
      {isOpen && (
        <RequireConnectorDialog
          id={id}
          signIn={signIn}
          linksUsers={linksUsers}
          linksConnectors={linksConnectors}
          onClose={() => setOpen(false)}
        />
      )}
    </section>
  );
}
