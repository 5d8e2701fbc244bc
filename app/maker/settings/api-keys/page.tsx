import { KeyRound } from 'lucide-react';
import { EntityTable } from '@/components/lists/entity-table';
import { FilterBar } from '@/components/lists/filter-bar';
import { ListPage } from '@/components/lists/list-page';
import { ApiKeyDialogs, CreateApiKey } from '@/components/api-keys/api-key-dialog';
import { RevokeApiKey } from '@/components/api-keys/revoke-api-key';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { Time } from '@/components/ui/time';
import { API_KEY_STATES, API_SCOPES, permissionsOfScopes } from '@/lib/domain/people/api-key';
import { listApiKeys } from '@/lib/services/api-keys/queries';
import { getTranslations } from '@/lib/web/i18n';
import { may } from '@/lib/web/may';
import { oneParam, readListQuery, type PageInput } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';
import { SettingsTabs } from '../settings-tabs';

export async function generateMetadata() {
  return { title: (await getTranslations('settings'))('apiKeys.title') };
}

export default async function ApiKeysPage({ searchParams }: PageInput) {
  const ctx = await requirePage('api-keys.access');
  const params = await searchParams;
  const { q, page } = readListQuery(params);
  const status = API_KEY_STATES.find((state) => state === oneParam(params, 'status'));
  const [t, { items, matching, total, active, limit }] = await Promise.all([
    getTranslations('settings'),
    listApiKeys(ctx, { search: q, page, status }),
  ]);
  const grantable = API_SCOPES.filter((scope) =>
    permissionsOfScopes([scope]).every((permission) => may(ctx.actor, permission)),
  );
  const mayRevoke = may(ctx.actor, 'api-keys.delete');
  return (
    <ApiKeyDialogs publicUrl={ctx.config.publicUrl} grantable={grantable}>
      <ListPage
        title={t('apiKeys.title')}
        description={t('apiKeys.description')}
        quota={t('apiKeys.quota', { total: active, limit })}
        create={may(ctx.actor, 'api-keys.create') && <CreateApiKey />}
        empty={
          total > 0
            ? null
            : {
                icon: KeyRound,
                title: t('apiKeys.empty.title'),
                text: t('apiKeys.empty.text'),
                next: <TextLink href="/api/openapi.json">{t('apiKeys.empty.next')}</TextLink>,
              }
        }
        tabs={<SettingsTabs actor={ctx.actor} current="api-keys" />}
        filterBar={
          <FilterBar
            searchLabel={t('apiKeys.search')}
            total={matching}
            filters={[
              {
                name: 'status',
                label: t('apiKeys.status'),
                options: API_KEY_STATES.map((value) => ({ value, label: t(`apiKeys.${value}`) })),
              },
            ]}
          />
        }
        shown={items.length}
        pages={{ page, matching }}
      >
        <EntityTable
          caption={t('apiKeys.title')}
          rows={items}
          getKey={(key) => key.id}
          columns={[
            { key: 'name', header: t('apiKeys.name'), cell: (key) => key.name },
            { key: 'key', header: t('apiKeys.key'), cell: (key) => `${key.prefix}…`, mono: true },
            {
              key: 'scopes',
              header: t('apiKeys.scopes'),
              cell: (key) => <span className="wrap-normal">{key.scopes.join(', ')}</span>,
              mono: true,
            },
            { key: 'by', header: t('apiKeys.createdBy'), cell: (key) => key.createdBy?.name ?? t('apiKeys.someone') },
            { key: 'created', header: t('apiKeys.created'), cell: (key) => <Time value={key.createdAt} /> },
            {
              key: 'used',
              header: t('apiKeys.lastUsed'),
              cell: (key) => (key.lastUsedAt ? <Time value={key.lastUsedAt} /> : t('apiKeys.never')),
            },
            {
              key: 'status',
              header: t('apiKeys.status'),
              cell: (key) =>
                key.revokedAt ? (
                  <Status tone="off" label={t('apiKeys.revoked')} reason={<Time value={key.revokedAt} />} />
                ) : (
                  <Status tone="on" label={t('apiKeys.active')} />
                ),
            },
          ]}
          menuHeader={t('apiKeys.menuColumn')}
          menu={
            mayRevoke
              ? (key) => (key.revokedAt === null ? <RevokeApiKey apiKey={{ id: key.id, name: key.name }} /> : null)
              : undefined
          }
        />
      </ListPage>
    </ApiKeyDialogs>
  );
}
