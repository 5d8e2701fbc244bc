/** date: "12 Nov 2026" · minute: with the time · exact: to the second. */
export type DateStyle = 'date' | 'minute' | 'exact';

const STYLES: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  date: { dateStyle: 'medium' },
  minute: { dateStyle: 'medium', timeStyle: 'short' },
  exact: { dateStyle: 'medium', timeStyle: 'medium' },
};

/** The day before the month and 24 hours, in English too: its American form reads as another day in half of the world. */
export function formatDate(date: Date, style: DateStyle, locale: string, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    ...STYLES[style],
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(date);
}
