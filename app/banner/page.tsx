import type { Metadata } from 'next';
import { BannerApp } from '@/components/banner/banner-app';
import { FactorDue } from '@/components/shell/factor-due';
import { MessagesScope } from '@/components/shell/messages-scope';
import { NoticeStrip } from '@/components/shell/notice-strip';
import { bannerSchema } from '@/lib/domain/answers/banner';
import { readBanner } from '@/lib/services/banner/queries';
import { readFactorDeadline } from '@/lib/services/second-factor/queries';
import { readOwnAccount } from '@/lib/services/users/read-own-account';
import { getMessages, getTheme, getTranslations } from '@/lib/web/i18n';
import { requireBanner } from '@/lib/web/session';

export const metadata: Metadata = { title: 'Banner' };

export default async function BannerPage() {
  const ctx = await requireBanner();
  const [state, account, factorDueAt, theme, messages, shell] = await Promise.all([
    readBanner(ctx),
    readOwnAccount(ctx),
    readFactorDeadline(ctx),
    getTheme(),
    getMessages(['banner', 'cards', 'trace', 'interaction-data']),
    getTranslations('shell'),
  ]);
  const { name, email, isAdministrator, permissions } = ctx.actor;
  const accountHref = isAdministrator || permissions.size > 0 ? '/maker/settings/account' : '/banner/account';
  return (
    <MessagesScope messages={messages}>
      {factorDueAt !== null && <FactorDue at={factorDueAt} href={accountHref} />}
      {account.wrongPasswords > 0 && (
        <NoticeStrip title={shell('wrongPasswordsTitle')} href={accountHref} action={shell('wrongPasswordsAction')}>
          {shell('wrongPasswords', { count: account.wrongPasswords })} {shell('wrongPasswordsText')}
        </NoticeStrip>
      )}
      <BannerApp
        initial={bannerSchema.parse(state)}
        user={{ name, email }}
        accountHref={account.hasPassword ? accountHref : undefined}
        theme={theme}
      />
    </MessagesScope>
  );
}
