import { ShieldCheck } from 'lucide-react';
import { columnSort } from '@/components/lists/column-sort';
import { EntityTable } from '@/components/lists/entity-table';
import { FilterBar } from '@/components/lists/filter-bar';
import { ListFrame } from '@/components/lists/list-frame';
import { NoMatch } from '@/components/lists/no-match';
import { Pagination } from '@/components/lists/pagination';
import { RowMenu } from '@/components/lists/row-menu';
import { tagColumns, tagFilters } from '@/components/lists/tag-list';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { LIMITS, PAGE_SIZE } from '@/lib/domain/limits';
import { ROLE_SORTS } from '@/lib/domain/people';
import { readSort } from '@/lib/domain/sort';
import { listRoles } from '@/lib/services/roles/queries';
import { tagChoices } from '@/lib/services/tags/queries';
import { getTranslations } from '@/lib/web/i18n';
import { may, rowRights } from '@/lib/web/may';
import { idsParam, oneParam, readListQuery, type PageInput } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('roles'))('title') };
}

export default async function RolesPage({ searchParams }: PageInput) {
  const ctx = await requirePage('roles.access');
  const params = await searchParams;
  const { q, page } = readListQuery(params);
  const [t, lists, tags, { items, matching, total }] = await Promise.all([
    getTranslations('roles'),
    getTranslations('lists'),
    tagChoices(ctx, 'role'),
    listRoles(ctx, { search: q, page, tagIds: idsParam(params, 'tag'), sort: readSort(ROLE_SORTS, oneParam(params, 'sort')) }),
  ]);
  const can = rowRights(ctx.actor, 'roles');
  const create = may(ctx.actor, 'roles.create') && (
    <LinkButton href="/maker/roles/new" variant="primary">
      {t('create')}
    </LinkButton>
  );
  return (
    <>
      <PageHeader title={t('title')} description={t('purpose')} quota={t('quota', { total, limit: LIMITS.roles })} action={create} />
      {total === 0 ? (
        <EmptyState icon={ShieldCheck} title={t('empty.title')} description={t('empty.text')} action={create} />
      ) : (
        <ListFrame>
          <FilterBar searchLabel={t('search')} total={matching} filters={tagFilters(lists('tags.title'), tags)} />
          {items.length === 0 ? (
            <NoMatch />
          ) : (
            <EntityTable
              caption={t('title')}
              columns={[
                { key: 'name', header: t('name'), cell: (role) => role.name, sort: columnSort(params, 'name', 'name') },
                { key: 'description', header: t('description'), cell: (role) => role.description || '–' },
                { key: 'rights', header: t('rights'), cell: (role) => t('rightCount', { count: role.permissionCount }) },
                { key: 'users', header: t('users'), cell: (role) => role.userCount, align: 'right', sort: columnSort(params, 'users', 'name') },
                ...tagColumns<(typeof items)[number]>(lists('tags.title'), tags),
                { key: 'changed', header: t('changed'), cell: (role) => <Time value={role.updatedAt} />, sort: columnSort(params, 'changed', 'name') },
              ]}
              rows={items}
              getKey={(role) => role.id}
              getHref={(role) => `/maker/roles/${role.id}`}
              menuHeader={t('menuColumn')}
              menu={(role) => <RowMenu entity={{ type: 'role', id: role.id, name: role.name, version: role.version }} api="/api/roles" href="/maker/roles" can={can} />}
            />
          )}
          <Pagination page={page} pageSize={PAGE_SIZE} total={matching} />
        </ListFrame>
      )}
    </>
  );
}
