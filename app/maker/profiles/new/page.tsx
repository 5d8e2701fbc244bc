import { ProfileForm } from '@/components/profiles/profile-form';
import { PageHeader } from '@/components/ui/page-header';
import { listProfileChoices } from '@/lib/services/profiles/queries';
import { getTranslations } from '@/lib/web/i18n';
import { requirePage } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('profiles'))('newTitle') };
}

export default async function NewProfilePage() {
  // Anybody who may create a profile may also read what it can show.
  await requirePage('profiles.access');
  const ctx = await requirePage('profiles.create');
  const [t, crms] = await Promise.all([getTranslations('profiles'), listProfileChoices(ctx)]);
  return (
    <>
      <PageHeader title={t('newTitle')} description={t('newPurpose')} crumb={t('newTitle')} />
      <ProfileForm crms={crms} />
    </>
  );
}
