'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { useState } from 'react';
import { apiFetch, nothing } from '../forms/api-fetch';
import { useFailureText } from '../forms/use-failure-text';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { DescriptionList } from '../ui/description-list';
import { Time } from '../ui/time';
import { useToast } from '../ui/toast';

interface IdentityRow {
  id: string;
  connector: { id: string; name: string; type: string };
  portalId: string;
  providerUserId: string;
  emailWhenLinked: string;
  createdAt: Date;
  lastUsedAt: Date;
}

interface IdentitiesCardProps {
  user: { id: string; name: string; email: string; usesSso: boolean };
  identities: readonly IdentityRow[];
  mayChange: boolean;
}

/** The user's identity at the provider: matched by email address once, then by the provider's id. */
export function IdentitiesCard({ user, identities, mayChange }: IdentitiesCardProps) {
  const t = useTranslations('users');
  return (
    <Card title={t('identities.title')}>
      {identities.length === 0 ? (
        <p className="text-muted">
          {user.usesSso ? t('identities.none', { email: user.email }) : t('identities.noConnector')}
        </p>
      ) : (
        <ul className="space-y-5">
          {identities.map((identity) => (
            <li key={identity.id} className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
              <DescriptionList
                className="min-w-0 flex-1 basis-72"
                items={[
                  { term: t('identities.connector'), value: identity.connector.name },
                  ...(identity.connector.type === 'oidc'
                    ? [
                        { term: t('identities.issuer'), value: identity.portalId, mono: true },
                        { term: t('identities.subject'), value: identity.providerUserId, mono: true },
                      ]
                    : [
                        { term: t('identities.portal'), value: identity.portalId, mono: true },
                        { term: t('identities.user'), value: identity.providerUserId, mono: true },
                      ]),
                  { term: t('identities.address'), value: identity.emailWhenLinked },
                  { term: t('identities.linked'), value: <Time value={identity.createdAt} /> },
                  { term: t('identities.used'), value: <Time value={identity.lastUsedAt} /> },
                ]}
              />
              {mayChange && <RemoveIdentity user={user} identity={identity} />}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function RemoveIdentity({ user, identity }: { user: IdentitiesCardProps['user']; identity: IdentityRow }) {
  const t = useTranslations('users');
  const router = useRouter();
  const toast = useToast();
  const failureText = useFailureText();
  const [isOpen, setOpen] = useState(false);
  const remove = async () => {
    try {
      await apiFetch(`/api/users/${user.id}/identities/${identity.id}`, nothing, { method: 'DELETE' });
    } catch (error) {
      return failureText(error);
    }
    toast({ title: t('identities.removed') });
    router.refresh();
    return undefined;
  };
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('identities.remove')}
      </Button>
      <ConfirmDialog
        open={isOpen}
        onOpenChange={setOpen}
        title={t('identities.removeTitle', { name: user.name })}
        description={t('identities.removeText', { connector: identity.connector.name, email: user.email })}
        confirmLabel={t('identities.remove')}
        onConfirm={remove}
      />
    </>
  );
}
