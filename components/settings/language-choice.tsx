'use client';

import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'use-intl';
import { LOCALES, type Locale } from '@/lib/domain/base/locale';
import { PREFERENCE_COOKIES } from '@/lib/domain/base/preferences';
import { setPreference } from '../shell/set-preference';
import { Button } from '../ui/button';

/** For users who aren't signed in: the browser remembers it. */
export function LanguageChoice() {
  const t = useTranslations('shell');
  const current = useLocale();
  const router = useRouter();
  const choose = (locale: Locale) => {
    setPreference(PREFERENCE_COOKIES.locale, locale);
    router.refresh();
  };
  return (
    <div role="group" aria-label={t('language')} className="flex justify-center gap-1">
      {LOCALES.map((locale) => (
        <Button
          key={locale}
          lang={locale}
          variant="ghost"
          size="small"
          aria-pressed={locale === current}
          onClick={() => choose(locale)}
          className="text-muted aria-pressed:text-ink aria-pressed:underline aria-pressed:underline-offset-4"
        >
          {t(`languages.${locale}`)}
        </Button>
      ))}
    </div>
  );
}
