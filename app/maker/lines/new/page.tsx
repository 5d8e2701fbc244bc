import { CreateLineForm } from '@/components/lines/line-form';
import { PageHeader } from '@/components/ui/page-header';
import { listLineProfiles } from '@/lib/services/lines/queries';
import { getTranslations } from '@/lib/web/i18n';
import { requirePage } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('lines'))('newTitle') };
}

export default async function NewLinePage() {
  await requirePage('lines.access');
  const ctx = await requirePage('lines.create');
  const [t, profiles] = await Promise.all([getTranslations('lines'), listLineProfiles(ctx)]);
  return (
    <>
      <PageHeader title={t('newTitle')} description={t('newPurpose')} crumb={t('newTitle')} />
      <CreateLineForm profiles={profiles} />
    </>
  );
}
