import { notFound } from 'next/navigation';
import { cache, type ReactNode } from 'react';
import { EntityTags } from '@/app/maker/entity-tags';
import { RowMenu } from '@/components/lists/row-menu';
import { PageHeader } from '@/components/ui/page-header';
import { Tabs } from '@/components/ui/tabs';
import { idSchema } from '@/lib/domain/base/validation';
import { readRole } from '@/lib/services/roles/queries';
import { getTranslations } from '@/lib/web/i18n';
import { may, roleRights } from '@/lib/web/may';
import { orNull } from '@/lib/web/or-null';
import { requirePage } from '@/lib/web/session';

export const readRolePage = cache(async (id: string) => {
  const ctx = await requirePage('roles.access');
  const role = idSchema.safeParse(id).success ? await orNull(readRole(ctx, { id })) : null;
  if (!role) notFound();
  return role;
});

export async function roleTitle(id: string): Promise<{ title: string }> {
  return { title: (await readRolePage(id)).name };
}

/** Header and tabs of a role's pages. */
export async function RolePage({ id, children }: { id: string; children: ReactNode }) {
  const [ctx, role, t] = await Promise.all([requirePage('roles.access'), readRolePage(id), getTranslations('roles')]);
  const href = `/maker/roles/${id}`;
  return (
    <>
      <PageHeader
        title={role.name}
        crumb={role.name}
        description={role.description}
        tags={<EntityTags ctx={ctx} kind="role" id={id} />}
        menu={
          <RowMenu
            entity={{ type: 'role', id, name: role.name }}
            api="/api/roles"
            href="/maker/roles"
            can={roleRights(ctx.actor, role)}
            without={['open']}
            afterDeleteHref="/maker/roles"
          />
        }
      />
      <Tabs
        label={role.name}
        tabs={[
          { href, label: t('tabs.details') },
          ...(may(ctx.actor, 'history.access') ? [{ href: `${href}/history`, label: t('tabs.history') }] : []),
        ]}
      />
      {children}
    </>
  );
}
