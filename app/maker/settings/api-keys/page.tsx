import { KeyRound } from 'lucide-react';
import { EntityTable } from '@/components/lists/entity-table';
import { CreateApiKey } from '@/components/people/api-key-dialog';
import { RevokeApiKey } from '@/components/people/revoke-api-key';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { Time } from '@/components/ui/time';
import { LIMITS } from '@/lib/domain/limits';
import { listApiKeys } from '@/lib/services/api-keys/queries';
import { getTranslations } from '@/lib/web/i18n';
import { may } from '@/lib/web/may';
import { requirePage } from '@/lib/web/session';
import { SettingsTabs } from '../settings-tabs';

export async function generateMetadata() {
  return { title: (await getTranslations('settings'))('apiKeys.title') };
}

export default async function ApiKeysPage() {
  const ctx = await requirePage('api-keys.access');
  const [t, keys] = await Promise.all([getTranslations('settings'), listApiKeys(ctx)]);
  const create = may(ctx.actor, 'api-keys.create') && <CreateApiKey />;
  const mayRevoke = may(ctx.actor, 'api-keys.delete');
  const active = keys.filter((key) => key.revokedAt === null).length;
  return (
    <>
      <PageHeader
        title={t('apiKeys.title')}
        description={t('apiKeys.description')}
        quota={t('apiKeys.quota', { total: active, limit: LIMITS.apiKeys })}
        action={create}
      />
      <SettingsTabs actor={ctx.actor} current="api-keys" />
      <div className="mt-6">
        {keys.length === 0 ? (
          <EmptyState
            icon={KeyRound}
            title={t('apiKeys.empty.title')}
            description={t('apiKeys.empty.text')}
            next={<TextLink href="/api/openapi.json">{t('apiKeys.empty.next')}</TextLink>}
          />
        ) : (
          <EntityTable
            caption={t('apiKeys.title')}
            rows={keys}
            getKey={(key) => key.id}
            columns={[
              { key: 'name', header: t('apiKeys.name'), cell: (key) => key.name },
              { key: 'key', header: t('apiKeys.key'), cell: (key) => `${key.prefix}…`, mono: true },
              { key: 'scopes', header: t('apiKeys.scopes'), cell: (key) => key.scopes.join(', '), mono: true },
              { key: 'by', header: t('apiKeys.createdBy'), cell: (key) => key.createdBy?.name ?? t('apiKeys.someone') },
              { key: 'created', header: t('apiKeys.created'), cell: (key) => <Time value={key.createdAt} /> },
              { key: 'used', header: t('apiKeys.lastUsed'), cell: (key) => (key.lastUsedAt ? <Time value={key.lastUsedAt} /> : t('apiKeys.never')) },
              {
                key: 'status',
                header: t('apiKeys.status'),
                cell: (key) =>
                  key.revokedAt ? <Status tone="off" label={t('apiKeys.revoked')} reason={<Time value={key.revokedAt} />} /> : <Status tone="on" label={t('apiKeys.active')} />,
              },
            ]}
            menuHeader={t('apiKeys.menuColumn')}
            menu={mayRevoke ? (key) => (key.revokedAt === null ? <RevokeApiKey apiKey={{ id: key.id, name: key.name }} /> : null) : undefined}
          />
        )}
      </div>
    </>
  );
}
