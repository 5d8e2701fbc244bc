/** date: "12 Nov 2026" · minute: with the time · exact: to the second. */
export type DateStyle = 'date' | 'minute' | 'exact';

const STYLES: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  date: { dateStyle: 'medium' },
  minute: { dateStyle: 'medium', timeStyle: 'short' },
  exact: { dateStyle: 'medium', timeStyle: 'medium' },
};

/** Day before month and 24 hours, in English too: outside America, the American order reads as another day. */
export function formatDate(date: Date, style: DateStyle, locale: string, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    ...STYLES[style],
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(date);
}
