import type { Metadata } from 'next';
import { BannerApp } from '@/components/banner/banner-app';
import { FactorDue } from '@/components/shell/factor-due';
import { MessagesScope } from '@/components/shell/messages-scope';
import { bannerSchema } from '@/lib/domain/answers/banner';
import { readBanner } from '@/lib/services/banner/queries';
import { readFactorDeadline } from '@/lib/services/second-factor/queries';
import { readOwnAccount } from '@/lib/services/users/read-own-account';
import { getMessages, getTheme } from '@/lib/web/i18n';
import { requireBanner } from '@/lib/web/session';

export const metadata: Metadata = { title: 'Banner' };

export default async function BannerPage() {
  const ctx = await requireBanner();
  const [state, account, factorDueAt, theme, messages] = await Promise.all([
    readBanner(ctx),
    readOwnAccount(ctx),
    readFactorDeadline(ctx),
    getTheme(),
    getMessages(['banner', 'trace', 'interaction-data']),
  ]);
  const { name, email, isAdministrator, permissions } = ctx.actor;
  const accountHref = isAdministrator || permissions.size > 0 ? '/maker/settings/account' : '/banner/account';
  return (
    <MessagesScope messages={messages}>
      {factorDueAt !== null && <FactorDue at={factorDueAt} href={accountHref} />}
      <BannerApp
        initial={bannerSchema.parse(state)}
        user={{ name, email }}
        accountHref={account.hasPassword ? accountHref : undefined}
        theme={theme}
      />
    </MessagesScope>
  );
}
