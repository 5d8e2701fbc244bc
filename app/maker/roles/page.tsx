import { ShieldCheck } from 'lucide-react';
import { columnSort } from '@/components/lists/column-sort';
import { EntityTable } from '@/components/lists/entity-table';
import { FilterBar } from '@/components/lists/filter-bar';
import { ListPage } from '@/components/lists/list-page';
import { RowMenu } from '@/components/lists/row-menu';
import { tagColumns, tagFilters } from '@/components/lists/tag-list';
import { LinkButton } from '@/components/ui/link-button';
import { Time } from '@/components/ui/time';
import { LIMITS } from '@/lib/domain/base/limits';
import { ROLE_SORTS } from '@/lib/domain/people/people';
import { readSort } from '@/lib/domain/base/sort';
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
    listRoles(ctx, {
      search: q,
      page,
      tagIds: idsParam(params, 'tag'),
      sort: readSort(ROLE_SORTS, oneParam(params, 'sort')),
    }),
  ]);
  const can = rowRights(ctx.actor, 'roles');
  const create = may(ctx.actor, 'roles.create') && (
    <LinkButton href="/maker/roles/new" variant="primary">
      {t('create')}
    </LinkButton>
  );
  return (
    <ListPage
      title={t('title')}
      description={t('purpose')}
      quota={t('quota', { total, limit: LIMITS.roles })}
      create={create}
      empty={total > 0 ? null : { icon: ShieldCheck, title: t('empty.title'), text: t('empty.text') }}
      filterBar={
        <FilterBar searchLabel={t('search')} total={matching} filters={tagFilters(lists('tags.title'), tags)} />
      }
      shown={items.length}
      pages={{ page, matching }}
    >
      <EntityTable
        caption={t('title')}
        columns={[
          { key: 'name', header: t('name'), cell: (role) => role.name, sort: columnSort(params, 'name', 'name') },
          { key: 'description', header: t('description'), cell: (role) => role.description || '–' },
          { key: 'rights', header: t('rights'), cell: (role) => t('rightCount', { count: role.permissionCount }) },
          {
            key: 'users',
            header: t('users'),
            cell: (role) => role.userCount,
            align: 'right',
            sort: columnSort(params, 'users', 'name'),
          },
          ...tagColumns<(typeof items)[number]>(lists('tags.title'), tags),
          {
            key: 'changed',
            header: t('changed'),
            cell: (role) => <Time value={role.updatedAt} />,
            sort: columnSort(params, 'changed', 'name'),
          },
        ]}
        rows={items}
        getKey={(role) => role.id}
        getHref={(role) => `/maker/roles/${role.id}`}
        menuHeader={t('menuColumn')}
        menu={(role) => (
          <RowMenu
            entity={{ type: 'role', id: role.id, name: role.name }}
            api="/api/roles"
            href="/maker/roles"
            can={can}
          />
        )}
      />
    </ListPage>
  );
}
