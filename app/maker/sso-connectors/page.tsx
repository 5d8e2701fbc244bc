import { columnSort } from '@/components/lists/column-sort';
import type { Column } from '@/components/lists/entity-table';
import { ModuleList } from '@/components/lists/module-list';
import { RowMenu } from '@/components/lists/row-menu';
import { tagColumns, tagFilters } from '@/components/lists/tag-list';
import { ConnectorStatus } from '@/components/sso-connectors/connector-status';
import { TextLink } from '@/components/ui/text-link';
import { readSort } from '@/lib/domain/base/sort';
import { CONNECTOR_SORTS } from '@/lib/domain/people/sso';
import { listConnectors, listMethodChoices } from '@/lib/services/sso-connectors/queries';
import { listTagChoices } from '@/lib/services/tags/queries';
import { getTranslations, type Translations } from '@/lib/web/i18n';
import { may, rowRights } from '@/lib/web/may';
import { idParam, idsParam, oneParam, readListQuery, type PageInput, type SearchParams } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('sso-connectors'))('title') };
}

const STATES = ['enabled', 'disabled'] as const;

export default async function SsoConnectorsPage({ searchParams }: PageInput) {
  const ctx = await requirePage('sso-connectors.access');
  const params = await searchParams;
  const status = STATES.find((known) => known === oneParam(params, 'status'));
  const [t, lists, methods, tags, list] = await Promise.all([
    getTranslations('sso-connectors'),
    getTranslations('lists'),
    listMethodChoices(ctx),
    listTagChoices(ctx, { kind: 'sso-connector' }),
    listConnectors(ctx, {
      search: readListQuery(params).q,
      authMethodId: idParam(params, 'method'),
      enabled: status === undefined ? undefined : status === 'enabled',
      tagIds: idsParam(params, 'tag'),
      sort: readSort(CONNECTOR_SORTS, oneParam(params, 'sort')),
    }),
  ]);
  const can = rowRights(ctx.actor, 'sso-connectors');
  return (
    <ModuleList
      path="sso-connectors"
      t={t}
      list={list}
      limit={list.limit}
      canCreate={may(ctx.actor, 'sso-connectors.create')}
      next={
        may(ctx.actor, 'auth-methods.access') && (
          <TextLink href="/maker/authentication-methods">{t('empty.next')}</TextLink>
        )
      }
      filters={[
        {
          name: 'method',
          label: t('filter.method'),
          options: methods.map(({ id, name }) => ({ value: id, label: name })),
        },
        {
          name: 'status',
          label: t('filter.status'),
          options: STATES.map((value) => ({ value, label: t(`filter.${value}`) })),
        },
        ...tagFilters(lists('tags.title'), tags),
      ]}
      columns={[...columns(t, params), ...tagColumns<Row>(lists('tags.title'), tags)]}
      menuHeader={t('menuColumn')}
      menu={({ id, name }) => (
        <RowMenu
          entity={{ type: 'sso-connector', id, name }}
          api="/api/sso/connectors"
          href="/maker/sso-connectors"
          can={can}
        />
      )}
    />
  );
}

type Translate = Translations<'sso-connectors'>;
type Row = Awaited<ReturnType<typeof listConnectors>>['items'][number];

function columns(t: Translate, params: SearchParams): Column<Row>[] {
  return [
    { key: 'name', header: t('name'), cell: (connector) => connector.name, sort: columnSort(params, 'name', 'name') },
    {
      key: 'reference',
      header: t('reference'),
      mono: true,
      cell: (connector) => connector.reference,
      sort: columnSort(params, 'reference', 'name'),
    },
    { key: 'type', header: t('type'), cell: ({ type }) => t(`types.${type}.name`) },
    {
      key: 'method',
      header: t('source'),
      cell: ({ authMethod, issuer }) =>
        authMethod === null ? (
          <span className="break-all">{issuer}</span>
        ) : (
          <>
            <span className="block">{authMethod.name}</span>
            {authMethod.portal !== null && <span className="block text-muted">{authMethod.portal.name}</span>}
          </>
        ),
    },
    {
      key: 'status',
      header: t('status'),
      cell: ({ type, enabled, isWorking }) => <ConnectorStatus type={type} enabled={enabled} isWorking={isWorking} />,
    },
    {
      key: 'users',
      header: t('users'),
      cell: ({ userCount }) => t('userCount', { count: userCount }),
      sort: columnSort(params, 'users', 'name'),
    },
  ];
}
