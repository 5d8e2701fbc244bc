'use client';

import { CircleUserRound, Headset, Keyboard, LogOut } from 'lucide-react';
import { signOut } from 'next-auth/react';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { isTheme, PREFERENCE_COOKIES, THEMES, type Theme } from '@/lib/domain/base/preferences';
import { isLocale, LOCALES } from '@/lib/domain/base/locale';
import { apiFetch, nothing } from '../forms/api-fetch';
import { leavePage } from '../ui/leave-guard';
import { useFailureText } from '../forms/use-failure-text';
import { Button } from '../ui/button';
import { DropdownMenu, MenuChoice, MenuItem, MenuSeparator } from '../ui/dropdown-menu';
import { useToast } from '../ui/toast';
import { initialsOf } from './initials';
import { setPreference } from './set-preference';

export interface CapsuleUser {
  name: string;
  email: string;
}

export interface UserCapsuleProps {
  user: CapsuleUser;
  theme: Theme;
  /** The link to the Banner, or back to the Maker. */
  otherApp: { href: string; label: string } | null;
  /** An API path that stores the language with the user (PATCH {language}). Without it, only the browser remembers it. */
  preferencesUrl?: string;
  /** The user's own page. */
  accountHref?: string | undefined;
  onShowKeys?: () => void;
}

export function UserCapsule({ user, theme, otherApp, preferencesUrl, accountHref, onShowKeys }: UserCapsuleProps) {
  const t = useTranslations('shell');
  const locale = useLocale();
  const router = useRouter();
  const toast = useToast();
  const failureText = useFailureText();

  // The user's language; the browser keeps it after sign-out.
  useEffect(() => setPreference(PREFERENCE_COOKIES.locale, locale), [locale]);

  const changeLanguage = async (language: string) => {
    if (!isLocale(language)) return;
    setPreference(PREFERENCE_COOKIES.locale, language);
    try {
      if (preferencesUrl !== undefined)
        await apiFetch(preferencesUrl, nothing, { method: 'PATCH', body: { language } });
    } catch (error) {
      toast({ title: failureText(error).message, tone: 'danger' });
    }
    router.refresh();
  };
  const changeTheme = (next: string) => {
    if (!isTheme(next)) return;
    setPreference(PREFERENCE_COOKIES.theme, next);
    document.documentElement.dataset['theme'] = next;
    router.refresh();
  };
  // Loads a new page, so that nothing of the session stays in memory.
  const leave = () => signOut({ callbackUrl: '/login?notice=signed_out' });

  return (
    <DropdownMenu
      label={t('account', { name: user.name })}
      trigger={
        <Button variant="ghost" aria-label={t('account', { name: user.name })} className="gap-2 rounded-full p-0">
          <span
            aria-hidden
            className="grid size-8 place-items-center rounded-full bg-accent-tint text-xs font-semibold text-accent-ink"
          >
            {initialsOf(user.name)}
          </span>
        </Button>
      }
    >
      <div className="px-2 pt-1.5 pb-1">
        <p className="font-medium break-words">{user.name}</p>
        <p className="text-sm break-words text-muted">{user.email}</p>
      </div>
      <MenuSeparator />
      {accountHref !== undefined && (
        <MenuItem href={accountHref} icon={<CircleUserRound aria-hidden />}>
          {t('myAccount')}
        </MenuItem>
      )}
      {otherApp !== null && (
        <MenuItem href={otherApp.href} icon={<Headset aria-hidden />}>
          {otherApp.label}
        </MenuItem>
      )}
      {onShowKeys !== undefined && (
        <MenuItem icon={<Keyboard aria-hidden />} onSelect={onShowKeys}>
          {t('keys.title')}
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuChoice
        label={t('language')}
        value={locale}
        options={LOCALES.map((value) => ({ value, label: t(`languages.${value}`) }))}
        onChange={(value) => void changeLanguage(value)}
      />
      <MenuChoice
        label={t('theme')}
        value={theme}
        options={THEMES.map((value) => ({ value, label: t(`themes.${value}`) }))}
        onChange={changeTheme}
      />
      <MenuSeparator />
      <MenuItem icon={<LogOut aria-hidden />} onSelect={() => leavePage(() => void leave())}>
        {t('signOut')}
      </MenuItem>
    </DropdownMenu>
  );
}
