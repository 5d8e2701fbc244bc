import { MethodStatus } from '@/components/crms/method-status';
import { columnSort } from '@/components/lists/column-sort';
import type { Column } from '@/components/lists/entity-table';
import { ModuleList } from '@/components/lists/module-list';
import { RowMenu } from '@/components/lists/row-menu';
import { tagColumns, tagFilters } from '@/components/lists/tag-list';
import { TextLink } from '@/components/ui/text-link';
import { CRM_SORTS } from '@/lib/domain/crm/crm';
import { LIMITS } from '@/lib/domain/base/limits';
import { readSort } from '@/lib/domain/base/sort';
import { isProviderId, providerManifests } from '@/lib/integrations/crm/manifests';
import { listUsedMethods, listCrms } from '@/lib/services/crms/queries';
import { listTagChoices } from '@/lib/services/tags/queries';
import { getTranslations, type Translations } from '@/lib/web/i18n';
import { may, rowRights } from '@/lib/web/may';
import { idParam, idsParam, oneParam, readListQuery, type PageInput, type SearchParams } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('crm'))('title') };
}

export default async function CrmsPage({ searchParams }: PageInput) {
  const ctx = await requirePage('crm.access');
  const params = await searchParams;
  const { q, page } = readListQuery(params);
  const [t, lists, tags, methods, list] = await Promise.all([
    getTranslations('crm'),
    getTranslations('lists'),
    listTagChoices(ctx, { kind: 'crm' }),
    listUsedMethods(ctx),
    listCrms(ctx, {
      search: q,
      page,
      authMethodId: idParam(params, 'method'),
      tagIds: idsParam(params, 'tag'),
      sort: readSort(CRM_SORTS, oneParam(params, 'sort')),
    }),
  ]);
  return (
    <ModuleList
      path="crm"
      t={t}
      list={list}
      limit={LIMITS.crms}
      page={page}
      canCreate={may(ctx.actor, 'crm.create')}
      next={<TextLink href="/maker/authentication-methods">{t('empty.next')}</TextLink>}
      filters={[
        {
          name: 'method',
          label: t('authMethod'),
          options: methods.map(({ id, name }) => ({ value: id, label: name })),
        },
        ...tagFilters(lists('tags.title'), tags),
      ]}
      columns={[...columns(t, params), ...tagColumns<Row>(lists('tags.title'), tags)]}
      menuHeader={t('actions')}
      menu={(crm) => (
        <RowMenu
          entity={{ type: 'crm', id: crm.id, name: crm.name }}
          api="/api/crms"
          href="/maker/crm"
          can={rowRights(ctx.actor, 'crm')}
          deleteConsequence={t('deleteConsequence')}
        />
      )}
    />
  );
}

type Row = Awaited<ReturnType<typeof listCrms>>['items'][number];

function columns(t: Translations<'crm'>, params: SearchParams): Column<Row>[] {
  return [
    { key: 'name', header: t('name'), cell: (crm) => crm.name, sort: columnSort(params, 'name', 'name') },
    {
      key: 'reference',
      header: t('reference'),
      cell: (crm) => crm.reference,
      mono: true,
      sort: columnSort(params, 'reference', 'name'),
    },
    {
      key: 'type',
      header: t('type'),
      cell: (crm) => (isProviderId(crm.type) ? providerManifests[crm.type].name : crm.type),
    },
    {
      key: 'method',
      header: t('authMethod'),
      cell: (crm) => (
        <>
          <span className="block">{crm.authMethod.name}</span>
          <MethodStatus method={crm.authMethod} withReason={false} />
        </>
      ),
    },
    {
      key: 'objects',
      header: t('objects'),
      cell: (crm) => crm.counts.objects,
      align: 'right',
      sort: columnSort(params, 'objects', 'name'),
    },
    {
      key: 'profiles',
      header: t('profiles'),
      cell: (crm) => crm.counts.profiles,
      align: 'right',
      sort: columnSort(params, 'profiles', 'name'),
    },
  ];
}
