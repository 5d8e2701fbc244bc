import { columnSort } from '@/components/lists/column-sort';
import { ModuleList } from '@/components/lists/module-list';
import { RowMenu } from '@/components/lists/row-menu';
import { tagColumns, tagFilters } from '@/components/lists/tag-list';
import { TextLink } from '@/components/ui/text-link';
import { Time } from '@/components/ui/time';
import { LIMITS } from '@/lib/domain/base/limits';
import { PROFILE_SORTS } from '@/lib/domain/people/profile';
import { readSort } from '@/lib/domain/base/sort';
import { listProfiles } from '@/lib/services/profiles/queries';
import { listTagChoices } from '@/lib/services/tags/queries';
import { getTranslations } from '@/lib/web/i18n';
import { may, rowRights } from '@/lib/web/may';
import { idsParam, oneParam, readListQuery, type PageInput } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('profiles'))('title') };
}

export default async function ProfilesPage({ searchParams }: PageInput) {
  const ctx = await requirePage('profiles.access');
  const params = await searchParams;
  const { q, page } = readListQuery(params);
  const [t, lists, tags, list] = await Promise.all([
    getTranslations('profiles'),
    getTranslations('lists'),
    listTagChoices(ctx, { kind: 'profile' }),
    listProfiles(ctx, {
      search: q,
      page,
      tagIds: idsParam(params, 'tag'),
      sort: readSort(PROFILE_SORTS, oneParam(params, 'sort')),
    }),
  ]);
  return (
    <ModuleList
      path="profiles"
      t={t}
      list={list}
      limit={LIMITS.profiles}
      page={page}
      canCreate={may(ctx.actor, 'profiles.create')}
      next={<TextLink href="/maker/crm">{t('empty.next')}</TextLink>}
      filters={tagFilters(lists('tags.title'), tags)}
      columns={[
        { key: 'name', header: t('name'), cell: (profile) => profile.name, sort: columnSort(params, 'name', 'name') },
        { key: 'description', header: t('description'), cell: (profile) => profile.description || '–' },
        { key: 'crms', header: t('crms'), cell: (profile) => profile.crms.map(({ name }) => name).join(', ') || '–' },
        {
          key: 'users',
          header: t('users'),
          cell: (profile) => profile.users,
          align: 'right',
          sort: columnSort(params, 'users', 'name'),
        },
        ...tagColumns<(typeof list.items)[number]>(lists('tags.title'), tags),
        {
          key: 'changed',
          header: t('changed'),
          cell: (profile) => <Time value={profile.updatedAt} />,
          sort: columnSort(params, 'changed', 'name'),
        },
      ]}
      menuHeader={t('actions')}
      menu={(profile) => (
        <RowMenu
          entity={{ type: 'profile', id: profile.id, name: profile.name }}
          api="/api/profiles"
          href="/maker/profiles"
          can={rowRights(ctx.actor, 'profiles')}
        />
      )}
    />
  );
}
