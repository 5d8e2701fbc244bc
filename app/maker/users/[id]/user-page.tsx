import { notFound } from 'next/navigation';
import { cache, type ReactNode } from 'react';
import { EntityTags } from '@/app/maker/entity-tags';
import { UserMenu } from '@/components/users/user-menu';
import { UserStatus } from '@/components/users/user-status';
import { PageHeader } from '@/components/ui/page-header';
import { Tabs } from '@/components/ui/tabs';
import { userState } from '@/lib/domain/people/people';
import { idSchema } from '@/lib/domain/base/validation';
import { readUser } from '@/lib/services/users/queries';
import { getTranslations } from '@/lib/web/i18n';
import { may, rowRights } from '@/lib/web/may';
import { orNull } from '@/lib/web/or-null';
import { requirePage } from '@/lib/web/session';

/** The page's user, read once per request. */
export const readUserPage = cache(async (id: string) => {
  const ctx = await requirePage('users.access');
  const user = idSchema.safeParse(id).success ? await orNull(readUser(ctx, { id })) : null;
  if (!user) notFound();
  return user;
});

export async function userTitle(id: string): Promise<{ title: string }> {
  return { title: (await readUserPage(id)).name };
}

/** Header and tabs of a user's pages. */
export async function UserPage({ id, children }: { id: string; children: ReactNode }) {
  const [ctx, user] = await Promise.all([requirePage('users.access'), readUserPage(id)]);
  const t = await getTranslations('users');
  const href = `/maker/users/${id}`;
  return (
    <>
      <PageHeader
        title={user.name}
        crumb={user.name}
        description={user.email}
        status={<UserStatus state={userState(user)} />}
        tags={<EntityTags ctx={ctx} kind="user" id={id} />}
        menu={
          <UserMenu
            onDetailPage
            user={{
              id: user.id,
              name: user.name,
              version: user.version,
              hasPassword: user.hasPassword,
              state: userState(user),
            }}
            can={rowRights(ctx.actor, 'users')}
            isManageable={user.isManageable}
            isOwn={user.isOwn}
          />
        }
      />
      <Tabs
        label={t('tabs.label', { name: user.name })}
        tabs={[
          { href, label: t('tabs.details') },
          { href: `${href}/access`, label: t('tabs.access') },
          ...(may(ctx.actor, 'history.access') ? [{ href: `${href}/history`, label: t('tabs.history') }] : []),
        ]}
      />
      {children}
    </>
  );
}
