import { SignInCards } from '@/app/sign-in-cards';
import { MessagesScope } from '@/components/shell/messages-scope';
import { PageHeader } from '@/components/ui/page-header';
import { TextLink } from '@/components/ui/text-link';
import { getMessages, getTranslations } from '@/lib/web/i18n';
import { requireBanner } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('settings'))('account.title') };
}

/** My account for users whose role doesn't open the Maker. */
export default async function BannerAccountPage() {
  const ctx = await requireBanner();
  const { name, email } = ctx.actor;
  const [t, banner, messages] = await Promise.all([
    getTranslations('settings'),
    getTranslations('banner'),
    getMessages(['settings', 'users', 'login', 'second-factor']),
  ]);
  return (
    <MessagesScope messages={messages}>
      <main className="mx-auto w-full max-w-4xl px-4 py-5">
        <p className="mb-4">
          <TextLink href="/banner">{banner('back')}</TextLink>
        </p>
        <PageHeader
          title={t('account.title')}
          description={name === email ? email : t('account.description', { name, email })}
        />
        <div className="space-y-4">
          <SignInCards ctx={ctx} />
        </div>
      </main>
    </MessagesScope>
  );
}
