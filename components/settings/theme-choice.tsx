'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { isTheme, PREFERENCE_COOKIES, THEMES, type Theme } from '@/lib/domain/base/preferences';
import { setPreference } from '../shell/set-preference';
import { RadioGroup } from '../ui/radio-group';

/** Takes effect immediately, in this browser. */
export function ThemeChoice({ theme }: { theme: Theme }) {
  const t = useTranslations('settings.account');
  const router = useRouter();
  const change = (next: string) => {
    if (!isTheme(next)) return;
    setPreference(PREFERENCE_COOKIES.theme, next);
    document.documentElement.dataset['theme'] = next;
    router.refresh();
  };
  return (
    <RadioGroup
      name="theme"
      legend={t('theme')}
      legendHidden={false}
      help={t('themeHelp')}
      helpId="theme-help"
      describedBy="theme-help"
      inline
      disabled={false}
      invalid={false}
      options={THEMES.map((value) => ({ value, label: t(`themes.${value}`) }))}
      value={theme}
      onChange={change}
    />
  );
}
