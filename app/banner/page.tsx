import type { Metadata } from 'next';
import { BannerApp } from '@/components/banner/banner-app';
import { MessagesScope } from '@/components/shell/messages-scope';
import { bannerSchema } from '@/lib/domain/answers/banner';
import { readBanner } from '@/lib/services/banner/queries';
import { getMessages, getTheme } from '@/lib/web/i18n';
import { requireBanner } from '@/lib/web/session';

export const metadata: Metadata = { title: 'Banner' };

export default async function BannerPage() {
  const ctx = await requireBanner();
  const [state, theme, messages] = await Promise.all([
    readBanner(ctx),
    getTheme(),
    getMessages(['banner', 'trace', 'interaction-data']),
  ]);
  return (
    <MessagesScope messages={messages}>
      <BannerApp
        initial={bannerSchema.parse(state)}
        user={{ name: ctx.actor.name, email: ctx.actor.email }}
        theme={theme}
      />
    </MessagesScope>
  );
}
