'use client';

import { FlaskConical, Headset } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { BannerState } from '@/lib/domain/answers/banner';
import type { Theme } from '@/lib/domain/base/preferences';
import { UserCapsule } from '../shell/user-capsule';
import { ProfileSwitch } from './profile-switch';

interface BannerHeaderProps {
  state: BannerState;
  user: { name: string; email: string };
  theme: Theme;
  accountHref: string | undefined;
  onProfileSwitched: () => Promise<void>;
}

export function BannerHeader({ state, user, theme, accountHref, onProfileSwitched }: BannerHeaderProps) {
  const t = useTranslations('banner');
  return (
    <header className="sticky top-0 z-30 border-b bg-surface">
      <div className="mx-auto flex min-h-12 max-w-5xl items-center gap-2.5 px-3 lg:px-4">
        <Headset aria-hidden className="size-5 shrink-0 text-accent-ink" />
        <h1 className="text-base font-semibold">Banner</h1>
        {state.sandbox !== null && (
          <a
            href={state.sandbox.url}
            target="_blank"
            rel="noreferrer"
            className="inline-flex min-w-0 items-center gap-1 rounded-control border border-warning-line bg-warning-tint px-2 py-0.5 text-xs font-medium text-warning"
          >
            <FlaskConical aria-hidden className="size-3.5 shrink-0" />
            <span className="truncate">{t('sandbox')}</span>
          </a>
        )}
        <div className="flex-1" />
        <ProfileSwitch profiles={state.profiles} active={state.profile} onSwitched={onProfileSwitched} />
        <UserCapsule
          user={user}
          theme={theme}
          otherApp={state.mayOpenMaker ? { href: '/maker', label: t('openMaker') } : null}
          preferencesUrl="/api/account/preferences"
          accountHref={accountHref}
        />
      </div>
    </header>
  );
}
