import { EntryPage } from '@/components/sign-in/entry-page';
import { LinkButton } from '@/components/ui/link-button';
import { getTranslations } from '@/lib/web/i18n';
import { anonymousPage, currentUser } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('connect'))('activation.pageTitle') };
}

/** One page for every activation callback that matches no open flow. It tells an attacker nothing. */
export default async function NotForThisRequestPage() {
  await anonymousPage();
  const isSignedIn = (await currentUser()) !== null;
  const t = await getTranslations('connect');
  return (
    <EntryPage isSignedIn={isSignedIn} title={t('unknown.title')} description={t('unknown.text')}>
      <p>{t('unknown.next')}</p>
      <LinkButton href="/maker/authentication-methods" className="mt-5">
        {t('unknown.toList')}
      </LinkButton>
    </EntryPage>
  );
}
