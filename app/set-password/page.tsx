import { ChoosePasswordForm } from '@/components/sign-in/choose-password-form';
import { EntryPage } from '@/components/sign-in/entry-page';
import { MessagesScope } from '@/components/shell/messages-scope';
import { Callout } from '@/components/ui/callout';
import { LinkButton } from '@/components/ui/link-button';
import { AppError } from '@/lib/domain/base/app-error';
import { readUserLink } from '@/lib/services/users/read-user-link';
import { getMessages, getTranslations } from '@/lib/web/i18n';
import { oneParam, type PageInput } from '@/lib/web/search-params';
import { anonymousPage } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('setup'))('choosePassword') };
}

/** The target of setup and password-reset links. */
export default async function SetPasswordPage({ searchParams }: PageInput) {
  const token = oneParam(await searchParams, 'token') ?? '';
  const [ctx, t, errors, messages] = await Promise.all([
    anonymousPage(),
    getTranslations('setup'),
    getTranslations('errors'),
    getMessages(['setup', 'login']),
  ]);
  const link = await readUserLink(ctx, { token }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'RATE_LIMITED') return { kind: 'slow_down' as const };
    throw error;
  });
  return (
    <MessagesScope messages={messages}>
      {link.kind === 'open' ? (
        <EntryPage
          title={t('choosePassword')}
          description={t(`linkFor.${link.purpose}`, { name: link.name, email: link.email })}
        >
          <ChoosePasswordForm token={token} email={link.email} />
        </EntryPage>
      ) : (
        <EntryPage title={t('choosePassword')}>
          <Callout
            tone="warning"
            title={link.kind === 'slow_down' ? errors('rate_limited') : errors(`link_${link.kind}`)}
            action={<LinkButton href="/login">{t('toLogin')}</LinkButton>}
          />
        </EntryPage>
      )}
    </MessagesScope>
  );
}
