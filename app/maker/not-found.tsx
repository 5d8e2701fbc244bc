import { ProblemPage } from '@/components/shell/problem-page';
import { LinkButton } from '@/components/ui/link-button';
import { getTranslations } from '@/lib/web/i18n';

export default async function NotFound() {
  const t = await getTranslations('shell');
  return (
    <ProblemPage
      isInShell
      title={t('problem.noPageTitle')}
      action={<LinkButton href="/maker">{t('problem.home')}</LinkButton>}
    >
      <title>{`${t('problem.noPageTitle')} · Maker`}</title>
      <p>{t('problem.noPage')}</p>
    </ProblemPage>
  );
}
