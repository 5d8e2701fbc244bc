import { CreateRoleForm } from '@/components/roles/role-form';
import { PageHeader } from '@/components/ui/page-header';
import { getTranslations } from '@/lib/web/i18n';
import { ownRights } from '@/lib/web/may';
import { requirePage } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('roles'))('createTitle') };
}

export default async function NewRolePage() {
  const ctx = await requirePage('roles.create');
  const t = await getTranslations('roles');
  return (
    <>
      <PageHeader title={t('createTitle')} crumb={t('createTitle')} />
      <CreateRoleForm
        values={{ name: '', description: '', permissions: [], factorRule: 'by_permissions' }}
        ownRights={ownRights(ctx.actor)}
      />
    </>
  );
}
