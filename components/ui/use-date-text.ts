'use client';

import { useLocale, useTimeZone } from 'use-intl';
import { formatDate, type DateStyle } from './format-date';

/** A moment in the reader's language and time zone, for a sentence; alone it is a Time. */
export function useDateText(): (date: Date, style: DateStyle) => string {
  const locale = useLocale();
  const timeZone = useTimeZone();
  return (date, style) => formatDate(date, style, locale, timeZone);
}
