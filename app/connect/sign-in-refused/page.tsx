import { EntryPage } from '@/components/sign-in/entry-page';
import { buttonStyles } from '@/components/ui/button-styles';
import { LinkButton } from '@/components/ui/link-button';
import { connectorReferenceSchema, isSignInDenial } from '@/lib/domain/people/sso';
import { getTranslations } from '@/lib/web/i18n';
import { oneParam, type PageInput } from '@/lib/web/search-params';
import { anonymousPage, currentUser } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('connect'))('signIn.pageTitle') };
}

/** Why an agent could not sign in. The URL carries a key from a closed list, never text to display. */
export default async function SignInRefusedPage({ searchParams }: PageInput) {
  await anonymousPage();
  const isSignedIn = (await currentUser()) !== null;
  const params = await searchParams;
  const t = await getTranslations('connect');
  const type = oneParam(params, 'type') === 'oidc' ? 'oidc' : 'hubspot';
  const wanted = oneParam(params, 'reason');
  const reason = isSignInDenial(wanted) || wanted === 'slow_down' ? wanted : 'failed';
  const reference = connectorReferenceSchema.safeParse(oneParam(params, 'connector')).data;
  return (
    <EntryPage
      isSignedIn={isSignedIn}
      title={t(`signIn.reasons.${reason}.title`, { type })}
      description={t(`signIn.reasons.${reason}.text`, { type })}
    >
      <div className="flex flex-wrap gap-2">
        {reference !== undefined && (
          // A link to HubSpot, outside the application's own navigation.
          <a href={`/api/sso/login/${encodeURIComponent(reference)}`} className={buttonStyles({ variant: 'primary' })}>
            {t('signIn.again')}
          </a>
        )}
        <LinkButton href="/login">{t('signIn.login')}</LinkButton>
      </div>
      {reference !== undefined && <p className="mt-4 text-sm text-muted">{t('signIn.administrator')}</p>}
    </EntryPage>
  );
}
