import { EntryPage } from '@/components/sign-in/entry-page';
import { LinkButton } from '@/components/ui/link-button';
import { getTranslations } from '@/lib/web/i18n';
import { oneParam, type PageInput } from '@/lib/web/search-params';
import { anonymousPage, currentUser } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('connect'))('activation.pageTitle') };
}

/**
 * One page for every activation callback that matches no open flow, or that we could not answer. It tells an attacker
 * nothing.
 */
export default async function NotForThisRequestPage({ searchParams }: PageInput) {
  await anonymousPage();
  const isSignedIn = (await currentUser()) !== null;
  const t = await getTranslations('connect');
  const reason = oneParam(await searchParams, 'reason');
  const why = reason === 'slow_down' || reason === 'failed' ? (`unknownBy.${reason}` as const) : 'unknown';
  return (
    <EntryPage isSignedIn={isSignedIn} title={t(`${why}.title`)} description={t(`${why}.text`)}>
      <p>{t('unknown.next')}</p>
      <LinkButton href="/maker/authentication-methods" className="mt-5">
        {t('unknown.toList')}
      </LinkButton>
    </EntryPage>
  );
}
