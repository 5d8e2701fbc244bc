import { columnSort } from '@/components/lists/column-sort';
import type { Column } from '@/components/lists/entity-table';
import { ModuleList } from '@/components/lists/module-list';
import { tagColumns, tagFilters } from '@/components/lists/tag-list';
import { EmailText } from '@/components/ui/email-text';
import { UserMenu } from '@/components/users/user-menu';
import { UserStatus } from '@/components/users/user-status';
import { TextLink } from '@/components/ui/text-link';
import { Badge } from '@/components/ui/badge';
import { Time } from '@/components/ui/time';
import { LIMITS } from '@/lib/domain/base/limits';
import { USER_SORTS, USER_STATES, userState } from '@/lib/domain/people/people';
import { readSort } from '@/lib/domain/base/sort';
import { listTagChoices } from '@/lib/services/tags/queries';
import { readUserChoices } from '@/lib/services/users/read-user-choices';
import { listUsers, type UserSummary } from '@/lib/services/users/queries';
import { getTranslations, type Translations } from '@/lib/web/i18n';
import { may, rowRights } from '@/lib/web/may';
import { idParam, idsParam, oneParam, readListQuery, type PageInput, type SearchParams } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('users'))('title') };
}

export default async function UsersPage({ searchParams }: PageInput) {
  const ctx = await requirePage('users.access');
  const params = await searchParams;
  const { q, page } = readListQuery(params);
  const status = USER_STATES.find((state) => state === oneParam(params, 'status'));
  const [t, lists, choices, tags, list] = await Promise.all([
    getTranslations('users'),
    getTranslations('lists'),
    readUserChoices(ctx),
    listTagChoices(ctx, { kind: 'user' }),
    listUsers(ctx, {
      search: q,
      page,
      status,
      roleId: idParam(params, 'role'),
      profileId: idParam(params, 'profile'),
      connectorId: idParam(params, 'connector'),
      tagIds: idsParam(params, 'tag'),
      sort: readSort(USER_SORTS, oneParam(params, 'sort')),
    }),
  ]);
  const can = rowRights(ctx.actor, 'users');
  const named = (list: readonly { id: string; name: string }[]) =>
    list.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <ModuleList
      path="users"
      t={t}
      list={list}
      limit={LIMITS.users}
      page={page}
      canCreate={may(ctx.actor, 'users.create')}
      next={<TextLink href="/maker/roles">{t('empty.next')}</TextLink>}
      filters={[
        { name: 'role', label: t('filter.role'), options: named(choices.roles) },
        ...(choices.profiles.length > 0
          ? [{ name: 'profile', label: t('filter.profile'), options: named(choices.profiles) }]
          : []),
        {
          name: 'status',
          label: t('filter.status'),
          options: USER_STATES.map((value) => ({ value, label: t(`states.${value}`) })),
        },
        ...(choices.connectors.length > 0
          ? [{ name: 'connector', label: t('filter.connector'), options: named(choices.connectors) }]
          : []),
        ...tagFilters(lists('tags.title'), tags),
      ]}
      columns={[...columns(t, params, ctx.actor.userId), ...tagColumns<UserSummary>(lists('tags.title'), tags)]}
      menuHeader={t('menuColumn')}
      menu={(user) => (
        <UserMenu
          user={{
            id: user.id,
            name: user.name,
            version: user.version,
            hasPassword: user.hasPassword,
            state: userState(user),
          }}
          can={can}
          isManageable={user.isManageable}
          isOwn={user.id === ctx.actor.userId}
        />
      )}
    />
  );
}

type Translate = Translations<'users'>;

function columns(t: Translate, params: SearchParams, ownId: string): Column<UserSummary>[] {
  return [
    {
      key: 'name',
      header: t('name'),
      cell: (user) => (user.id === ownId ? `${user.name} (${t('you')})` : user.name),
      sort: columnSort(params, 'name', 'name'),
    },
    {
      key: 'email',
      header: t('email'),
      cell: (user) => <EmailText email={user.email} />,
      sort: columnSort(params, 'email', 'name'),
    },
    {
      key: 'role',
      header: t('role'),
      cell: (user) => (user.isAdministrator ? <Badge tone="accent">{t('administrator')}</Badge> : user.role.name),
    },
    { key: 'profiles', header: t('profiles'), cell: (user) => profilesOf(user, t) },
    { key: 'way', header: t('signInWay'), cell: (user) => wayOf(user, t) },
    {
      key: 'last',
      header: t('lastSignIn'),
      cell: (user) => (user.lastSignInAt ? <Time value={user.lastSignInAt} /> : t('never')),
      sort: columnSort(params, 'last', 'name'),
    },
    { key: 'status', header: t('status'), cell: (user) => <UserStatus state={userState(user)} short /> },
  ];
}

/** Shows the default profile and a count of the others; the tooltip names them. */
function profilesOf(user: UserSummary, t: Translate) {
  const first = user.defaultProfile ?? user.profiles[0];
  if (!first) return '–';
  const others = user.profiles.length - 1;
  if (others === 0) return first.name;
  return (
    <span title={user.profiles.map(({ name }) => name).join(', ')}>
      {first.name} <span className="text-muted">{t('more', { count: others })}</span>
    </span>
  );
}

function wayOf(user: UserSummary, t: Translate): string {
  if (!user.ssoConnector) return t(user.hasPassword ? 'ways.password' : 'ways.none');
  return t(user.hasPassword ? 'ways.both' : 'ways.sso', { connector: user.ssoConnector.name });
}
