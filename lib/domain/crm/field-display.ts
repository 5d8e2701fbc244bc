import type { FieldModel } from './crm';
import { readFieldValue } from './fields';
import { formatPhone } from '../phone/phone';

/** A provider's values as people read them. */

export interface DisplayContext {
  locale: string;
  /** IANA name; date and time are shown in it. A date alone has no zone. */
  timeZone: string;
  defaultCountry: string | null;
  words: { yes: string; no: string };
}

/** Empty text for an empty value. Total: what cannot be read is shown as it is. */
export function displayFieldValue(
  field: Pick<FieldModel, 'type' | 'options'>,
  stored: string | null,
  context: DisplayContext,
): string {
  const value = readFieldValue(field, stored);
  switch (value.kind) {
    case 'empty':
      return '';
    case 'text':
      return field.type === 'phone' ? formatPhone(value.text, { defaultCountry: context.defaultCountry }) : value.text;
    case 'number':
      return new Intl.NumberFormat(context.locale, { maximumFractionDigits: 20 }).format(value.number);
    case 'date':
      return format(new Date(`${value.day}T00:00:00Z`), context.locale, { dateStyle: 'medium', timeZone: 'UTC' });
    case 'date_time':
      return format(value.at, context.locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: context.timeZone });
    case 'time':
      return format(new Date(`1970-01-01T${value.time}:00Z`), context.locale, { timeStyle: 'short', timeZone: 'UTC' });
    case 'yes_no':
      return value.isYes ? context.words.yes : context.words.no;
    case 'list':
      return value.values
        .map((item) => field.options.find((option) => option.value === item)?.label ?? item)
        .join(', ');
    case 'unreadable':
      return value.text;
  }
}

/** In English the day before the month and 24 hours: the American form reads as another day in half of the world. */
function format(at: Date, locale: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, options).format(at);
}

/** `2026-11-23T10:30` on the clock of `timeZone`, for a `datetime-local` input. */
export function toLocalText(at: Date, timeZone: string): string {
  const parts = new Map(
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

/**
 * The instant at which the clock of `timeZone` shows `local`; null when it is not such a text.
 * Of the hour that exists twice in autumn the first; of the hour skipped in spring the one after.
 */
export function fromLocalText(local: string, timeZone: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?$/.test(local)) return null;
  const asUtc = new Date(`${local.slice(0, 16)}:00Z`);
  if (Number.isNaN(asUtc.getTime())) return null;
  const hour = 60 * 60 * 1000;
  // The offset a day before and a day after: between them lies the only change there can be.
  const offsets = [asUtc.getTime() - 24 * hour, asUtc.getTime() + 24 * hour].map((time) =>
    offsetAt(new Date(time), timeZone),
  );
  const candidates = offsets
    .map((offset) => new Date(asUtc.getTime() - offset))
    .sort((a, b) => a.getTime() - b.getTime());
  return (
    candidates.find((candidate) => toLocalText(candidate, timeZone) === local.slice(0, 16)) ?? candidates.at(-1) ?? null
  );
}

function offsetAt(at: Date, timeZone: string): number {
  const minute = 60 * 1000;
  const rounded = Math.floor(at.getTime() / minute) * minute;
  return new Date(`${toLocalText(at, timeZone)}:00Z`).getTime() - rounded;
}
