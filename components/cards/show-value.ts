'use client';

import { useCallback } from 'react';
import { useLocale, useTimeZone, useTranslations } from 'use-intl';
import { readableValue } from '@/lib/domain/crm/readable-field';

type Field = Parameters<typeof readableValue>[0];

/** Formats a CRM value for the reader's language, time zone and country. */
export function useShowValue(defaultCountry: string): (field: Field, value: string | null) => string {
  const t = useTranslations('common');
  const locale = useLocale();
  const timeZone = useTimeZone() ?? 'UTC';
  return useCallback(
    (field, value) =>
      readableValue(field, value, { locale, timeZone, defaultCountry, words: { yes: t('yes'), no: t('no') } }),
    [locale, timeZone, defaultCountry, t],
  );
}
