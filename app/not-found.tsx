import { ProblemPage } from '@/components/shell/problem-page';
import { LinkButton } from '@/components/ui/link-button';
import { getTranslations } from '@/lib/web/i18n';

export default async function NotFound() {
  const t = await getTranslations('shell');
  return (
    <ProblemPage
      title={t('problem.noPageTitle')}
      action={
        <LinkButton href="/" variant="primary">
          {t('problem.home')}
        </LinkButton>
      }
    >
      <p>{t('problem.noPage')}</p>
    </ProblemPage>
  );
}
