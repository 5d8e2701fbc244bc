import { notFound } from 'next/navigation';
import { CreateUserForm } from '@/components/users/user-form';
import { PageHeader } from '@/components/ui/page-header';
import { copyOfUser, readUserChoices } from '@/lib/services/users/read-user-choices';
import { getTranslations } from '@/lib/web/i18n';
import { orNull } from '@/lib/web/or-null';
import { idParam, type PageInput } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('users'))('createTitle') };
}

export default async function NewUserPage({ searchParams }: PageInput) {
  // The form's choices are visible to anybody who can open this module.
  await requirePage('users.access');
  const ctx = await requirePage('users.create');
  const from = idParam(await searchParams, 'from') ?? null;
  const [t, choices, source] = await Promise.all([
    getTranslations('users'),
    readUserChoices(ctx),
    from === null ? null : orNull(copyOfUser(ctx, { id: from })),
  ]);
  if (from !== null && source === null) notFound();
  const title = source === null ? t('createTitle') : t('duplicateTitle', { name: source.name });
  const fresh = {
    roleId: choices.defaultRoleId ?? '',
    isAdministrator: false,
    profileIds: [],
    defaultProfileId: null,
    ssoConnectorId: null,
    language: choices.defaultLanguage,
  };
  return (
    <>
      <PageHeader title={title} crumb={title} />
      <CreateUserForm choices={choices} copyOf={from} values={{ name: '', email: '', ...(source?.values ?? fresh) }} />
    </>
  );
}
