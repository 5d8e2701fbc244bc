import { CreateTagForm } from '@/components/tags/tag-form';
import { PageHeader } from '@/components/ui/page-header';
import { getTranslations } from '@/lib/web/i18n';
import { requirePage } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('tags'))('createTitle') };
}

export default async function NewTagPage() {
  await requirePage('tags.create');
  const t = await getTranslations('tags');
  return (
    <>
      <PageHeader title={t('createTitle')} crumb={t('createTitle')} />
      <CreateTagForm />
    </>
  );
}
