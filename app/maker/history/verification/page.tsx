import { VerifyHistory } from '@/components/history/verify-history';
import { PageHeader } from '@/components/ui/page-header';
import { getTranslations } from '@/lib/web/i18n';
import { requirePage } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('history'))('verify.title') };
}

export default async function VerifyHistoryPage() {
  await requirePage('history.access');
  const t = await getTranslations('history');
  const title = t('verify.title');
  return (
    <>
      <PageHeader title={title} description={t('verify.text')} crumb={title} />
      <VerifyHistory />
    </>
  );
}
