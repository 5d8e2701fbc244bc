import { MethodStatus } from '@/components/auth-methods/method-status';
import { columnSort } from '@/components/lists/column-sort';
import type { Column } from '@/components/lists/entity-table';
import { ModuleList } from '@/components/lists/module-list';
import { RowMenu } from '@/components/lists/row-menu';
import { tagColumns, tagFilters } from '@/components/lists/tag-list';
import { TextLink } from '@/components/ui/text-link';
import { AUTH_METHOD_STATUSES, METHOD_SORTS } from '@/lib/domain/connection/auth-method';
import { readSort } from '@/lib/domain/base/sort';
import { isProviderId, providerManifests } from '@/lib/integrations/crm/manifests';
import { listMethods } from '@/lib/services/auth-methods/queries';
import { listTagChoices } from '@/lib/services/tags/queries';
import { getTranslations, type Translations } from '@/lib/web/i18n';
import { may, rowRights } from '@/lib/web/may';
import { idsParam, oneParam, readListQuery, type PageInput, type SearchParams } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('auth-methods'))('title') };
}

export default async function AuthenticationMethodsPage({ searchParams }: PageInput) {
  const ctx = await requirePage('auth-methods.access');
  const params = await searchParams;
  const status = AUTH_METHOD_STATUSES.find((known) => known === oneParam(params, 'status'));
  const provider = oneParam(params, 'type');
  const [t, common, lists, tags, list] = await Promise.all([
    getTranslations('auth-methods'),
    getTranslations('common'),
    getTranslations('lists'),
    listTagChoices(ctx, { kind: 'auth-method' }),
    listMethods(ctx, {
      search: readListQuery(params).q,
      status,
      provider: provider !== null && isProviderId(provider) ? provider : undefined,
      tagIds: idsParam(params, 'tag'),
      sort: readSort(METHOD_SORTS, oneParam(params, 'sort')),
    }),
  ]);
  const can = rowRights(ctx.actor, 'auth-methods');
  const guide = providerManifests.hubspot.helpLinks[0];
  const guideLink = guide && (
    <TextLink href={guide.url} external externalLabel={common('opensInNewTab')}>
      {t('empty.next')}
    </TextLink>
  );
  return (
    <ModuleList
      path="authentication-methods"
      t={t}
      list={list}
      limit={list.limit}
      canCreate={may(ctx.actor, 'auth-methods.create')}
      next={guideLink}
      filters={[
        {
          name: 'type',
          label: t('type'),
          options: Object.values(providerManifests).map(({ id, name }) => ({ value: id, label: name })),
        },
        {
          name: 'status',
          label: t('status'),
          options: AUTH_METHOD_STATUSES.map((value) => ({ value, label: t(`states.${value}`) })),
        },
        ...tagFilters(lists('tags.title'), tags),
      ]}
      columns={[...columns(t, params), ...tagColumns<Row>(lists('tags.title'), tags)]}
      menuHeader={t('menuColumn')}
      menu={({ id, name }) => (
        <RowMenu
          entity={{ type: 'auth-method', id, name }}
          api="/api/authclients"
          href="/maker/authentication-methods"
          can={can}
        />
      )}
    />
  );
}

type Translate = Translations<'auth-methods'>;
type Row = Awaited<ReturnType<typeof listMethods>>['items'][number];

function columns(t: Translate, params: SearchParams): Column<Row>[] {
  return [
    { key: 'name', header: t('name'), cell: (method) => method.name, sort: columnSort(params, 'name', 'name') },
    {
      key: 'type',
      header: t('type'),
      cell: ({ provider }) => (isProviderId(provider) ? providerManifests[provider].name : provider),
    },
    { key: 'mode', header: t('mode'), cell: () => t('oauth') },
    {
      key: 'status',
      header: t('status'),
      cell: (method) => <MethodStatus state={method} isRefreshFailing={method.isRefreshFailing} />,
    },
    {
      key: 'portal',
      header: t('portal'),
      cell: ({ portal }) =>
        portal === null ? (
          '–'
        ) : (
          <>
            <span className="block">{portal.name}</span>
            <span className="block text-muted">{t('portalId', { id: portal.id })}</span>
          </>
        ),
    },
    {
      key: 'environment',
      header: t('environment'),
      mono: true,
      cell: ({ environment }) => environment,
      sort: columnSort(params, 'environment', 'name'),
    },
    { key: 'clientId', header: t('clientId'), mono: true, cell: ({ clientId }) => <ClientId value={clientId} /> },
    { key: 'usedBy', header: t('usedBy'), cell: ({ usedBy }) => t('usedCount', { count: usedBy }) },
  ];
}

/** When there isn't room for the whole ID, show the part that tells two apart. */
function ClientId({ value }: { value: string }) {
  return (
    <span title={value} className="inline-block max-w-40 truncate align-bottom">
      {value}
    </span>
  );
}
