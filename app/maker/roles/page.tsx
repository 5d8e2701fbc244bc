import { columnSort } from '@/components/lists/column-sort';
import { ModuleList } from '@/components/lists/module-list';
import { RowMenu } from '@/components/lists/row-menu';
import { tagColumns, tagFilters } from '@/components/lists/tag-list';
import { Time } from '@/components/ui/time';
import { LIMITS } from '@/lib/domain/base/limits';
import { ROLE_SORTS } from '@/lib/domain/people/people';
import { readSort } from '@/lib/domain/base/sort';
import { listRoles } from '@/lib/services/roles/queries';
import { listTagChoices } from '@/lib/services/tags/queries';
import { getTranslations } from '@/lib/web/i18n';
import { may, roleRights } from '@/lib/web/may';
import { idsParam, oneParam, readListQuery, type PageInput } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('roles'))('title') };
}

export default async function RolesPage({ searchParams }: PageInput) {
  const ctx = await requirePage('roles.access');
  const params = await searchParams;
  const { q, page } = readListQuery(params);
  const [t, lists, tags, list] = await Promise.all([
    getTranslations('roles'),
    getTranslations('lists'),
    listTagChoices(ctx, { kind: 'role' }),
    listRoles(ctx, {
      search: q,
      page,
      tagIds: idsParam(params, 'tag'),
      sort: readSort(ROLE_SORTS, oneParam(params, 'sort')),
    }),
  ]);
  return (
    <ModuleList
      path="roles"
      t={t}
      list={list}
      limit={LIMITS.roles}
      page={page}
      canCreate={may(ctx.actor, 'roles.create')}
      filters={tagFilters(lists('tags.title'), tags)}
      columns={[
        { key: 'name', header: t('name'), cell: (role) => role.name, sort: columnSort(params, 'name', 'name') },
        { key: 'description', header: t('description'), cell: (role) => role.description || '–' },
        {
          key: 'rights',
          header: t('rights'),
          cell: (role) => (
            <>
              {t('rightCount', { count: role.permissionCount })}
              {role.newPermissionCount > 0 && <span className="block text-muted">{t('newRights')}</span>}
            </>
          ),
        },
        {
          key: 'users',
          header: t('users'),
          cell: (role) => role.userCount,
          align: 'right',
          sort: columnSort(params, 'users', 'name'),
        },
        ...tagColumns<(typeof list.items)[number]>(lists('tags.title'), tags),
        {
          key: 'changed',
          header: t('changed'),
          cell: (role) => <Time value={role.updatedAt} />,
          sort: columnSort(params, 'changed', 'name'),
        },
      ]}
      menuHeader={t('menuColumn')}
      menu={(role) => (
        <RowMenu
          entity={{ type: 'role', id: role.id, name: role.name }}
          api="/api/roles"
          href="/maker/roles"
          can={roleRights(ctx.actor, role)}
        />
      )}
    />
  );
}
