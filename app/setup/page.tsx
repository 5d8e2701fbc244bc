import { EntryPage } from '@/components/sign-in/entry-page';
import { SetUpForm } from '@/components/sign-in/set-up-form';
import { MessagesScope } from '@/components/shell/messages-scope';
import { Callout } from '@/components/ui/callout';
import { LinkButton } from '@/components/ui/link-button';
import { AppError } from '@/lib/domain/base/app-error';
import { readSetUpState } from '@/lib/services/users/read-set-up-state';
import { getMessages, getTranslations } from '@/lib/web/i18n';
import { oneParam, type PageInput } from '@/lib/web/search-params';
import { anonymousPage } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('setup'))('setUpTitle') };
}

export default async function SetUpPage({ searchParams }: PageInput) {
  const token = oneParam(await searchParams, 'token') ?? '';
  const [ctx, t, errors, messages] = await Promise.all([
    anonymousPage(),
    getTranslations('setup'),
    getTranslations('errors'),
    getMessages(['setup', 'login']),
  ]);
  const state = await readSetUpState(ctx, { token }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'RATE_LIMITED') return 'slow_down' as const;
    throw error;
  });
  return (
    <MessagesScope messages={messages}>
      {state === 'open' ? (
        <EntryPage title={t('setUpTitle')} description={t('setUpText')}>
          <SetUpForm token={token} />
        </EntryPage>
      ) : (
        <EntryPage title={t('setUpTitle')}>
          <Callout
            tone={state === 'done' ? 'info' : 'warning'}
            title={state === 'slow_down' ? errors('rate_limited') : errors(`set_up_${state}`)}
            action={state === 'done' ? <LinkButton href="/login">{t('toLogin')}</LinkButton> : undefined}
          />
        </EntryPage>
      )}
    </MessagesScope>
  );
}
