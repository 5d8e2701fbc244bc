'use client';

import { useLocale, useTimeZone } from 'use-intl';
import { formatDate, type DateStyle } from './format-date';

/** Formats a time in the user's language and time zone for use in a sentence. Otherwise, use Time. */
export function useDateText(): (date: Date, style: DateStyle) => string {
  const locale = useLocale();
  const timeZone = useTimeZone();
  return (date, style) => formatDate(date, style, locale, timeZone);
}
