import { cutText } from '@/lib/domain/base/cut-text';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { EntryPage } from '@/components/sign-in/entry-page';
import { PasskeySignIn } from '@/components/sign-in/passkey-sign-in';
import { SignInForm } from '@/components/sign-in/sign-in-form';
import { MessagesScope } from '@/components/shell/messages-scope';
import { SignInHelp } from '@/components/sso-connectors/sign-in-help';
import { buttonStyles } from '@/components/ui/button-styles';
import { Callout } from '@/components/ui/callout';
import { returnTarget } from '@/lib/domain/people/return-target';
import { readPasskeyOffer } from '@/lib/services/second-factor/queries';
import { isSetUpNeeded } from '@/lib/services/users/read-set-up-state';
import { sessionCookieName } from '@/lib/web/cookies';
import { getMessages, getTranslations } from '@/lib/web/i18n';
import { oneParam, type PageInput } from '@/lib/web/search-params';
import { anonymousPage, currentUser } from '@/lib/web/session';
import { readLastConnector } from '@/lib/web/last-connector';

export async function generateMetadata() {
  return { title: (await getTranslations('login'))('title') };
}

const NOTICES = ['password_set', 'set_up', 'signed_out', 'second_step_over'] as const;

export default async function LoginPage({ searchParams }: PageInput) {
  const params = await searchParams;
  // Without a target, `/` sends each user to their own start page.
  const next = returnTarget(oneParam(params, 'next'), '/');
  if (await currentUser()) redirect(next);

  const [ctx, t, messages, jar] = await Promise.all([
    anonymousPage(),
    getTranslations('login'),
    getMessages(['login', 'second-factor']),
    cookies(),
  ]);
  const notice = NOTICES.find((known) => known === oneParam(params, 'notice'));
  const wayIn = readLastConnector(jar);
  const hasPasskeys = await readPasskeyOffer(ctx);
  const isOver = notice === undefined && jar.has(sessionCookieName());
  return (
    <MessagesScope messages={messages}>
      <EntryPage title={t('title')} footer={<ThroughHubspot isRemembered={wayIn !== null} />}>
        <div className="space-y-4">
          {notice !== undefined && (
            <Callout tone={notice === 'second_step_over' ? 'info' : 'success'} title={t(`notice.${notice}`)} />
          )}
          {isOver && <Callout tone="info" title={t('notice.session_over')} />}
          {(await isSetUpNeeded(ctx)) && (
            <Callout tone="warning" title={t('setUpNeeded.title')}>
              <p>{t('setUpNeeded.text')}</p>
            </Callout>
          )}
          {wayIn !== null && (
            <>
              {/* Leads away to HubSpot: nothing for the application's own navigation. */}
              <a href={wayIn} className={buttonStyles({ variant: 'primary', className: 'w-full' })}>
                {t('hubspot.again')}
              </a>
              <p className="flex items-center gap-3 text-sm text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
                {t('hubspot.or')}
              </p>
            </>
          )}
          <SignInForm next={next} email={cutText(oneParam(params, 'email') ?? '', 254)} isSecondary={wayIn !== null} />
          {hasPasskeys && <PasskeySignIn next={next} />}
          <p className="text-sm text-muted">{t('forgotten')}</p>
        </div>
      </EntryPage>
    </MessagesScope>
  );
}

/** Connectors aren't listed to anonymous visitors: each agent has a login URL. */
async function ThroughHubspot({ isRemembered }: { isRemembered: boolean }) {
  const t = await getTranslations('login');
  return (
    <section aria-labelledby="through-hubspot" className="space-y-2 px-1 text-sm text-muted">
      <h2 id="through-hubspot" className="text-base font-medium text-ink">
        {t('hubspot.title')}
      </h2>
      <p>{t(isRemembered ? 'hubspot.textRemembered' : 'hubspot.text')}</p>
      <details>
        <summary className="w-fit rounded-small text-ink hover:underline">{t('stuck.title')}</summary>
        <div className="mt-2">
          <SignInHelp />
        </div>
      </details>
    </section>
  );
}
