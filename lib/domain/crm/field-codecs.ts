import { cutText } from '../base/cut-text';
import type { MessageRef } from '../base/app-error';
import type { ValidationKey } from '../base/message-keys';
import { toLocalText } from '../base/local-time';
import { compareNumbers } from '../phone/compare';
import { formatPhone, readPhone } from '../phone/phone';
import type { ListOption } from './crm';
import { dayOf, instantOf, isWebAddress, plainNumber, timeOf } from './field-text';
import type { CrmFieldType } from './field-types';
import type { DisplayContext, EncodedValue, FieldValue } from './field-value';

/**
 * How each field type reads, writes, shows and compares its values. A property travels as text: `numeric` decimal ·
 * `date` YYYY-MM-DD (HubSpot: midnight UTC) · `date_time` ISO 8601 in UTC · `time` HH:MM · `yes_no` true/false ·
 * `list` the option's value · everything else as typed. Reading is lenient, writing is exact.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/properties/guide
 */

type Options = readonly ListOption[];

export interface FieldCodec {
  /** Null where the text is no value of this type. */
  read: (text: string, options: Options) => FieldValue | null;
  write: (text: string, options: Options) => EncodedValue;
  display: (text: string, options: Options, context: DisplayContext) => string;
  /** One form for all texts that mean the same. */
  canonical: (text: string, options: Options) => string;
  /** For texts that mean the same in spite of two canonical forms. */
  isSame: ((a: string, b: string, defaultCountry: string | null) => boolean) | null;
  matches: (stored: string, wanted: string, options: Options) => boolean;
  fromInstant: (at: Date, timeZone: string) => string;
  fit: (text: string) => string;
}

interface CodecSpec<V extends FieldValue> {
  read: (text: string, options: Options) => V | null;
  write: FieldCodec['write'];
  display: (value: V, options: Options, context: DisplayContext) => string;
  canonical: (value: V) => string;
  isSame?: NonNullable<FieldCodec['isSame']>;
  matches?: (stored: V, wanted: V, texts: { stored: string; wanted: string }) => boolean;
  fromInstant?: FieldCodec['fromInstant'];
  fit?: FieldCodec['fit'];
}

/** Completes a codec: a text that cannot be read is shown and compared as it is. */
function codec<V extends FieldValue>({ read, write, display, canonical, ...spec }: CodecSpec<V>): FieldCodec {
  const { matches } = spec;
  return {
    read,
    write,
    display: (text, options, context) => {
      const value = read(text, options);
      return value === null ? text : display(value, options, context);
    },
    canonical: (text, options) => {
      const value = read(text, options);
      return value === null ? plainText(text) : canonical(value);
    },
    isSame: spec.isSame ?? null,
    matches: (stored, wanted, options) => {
      const [have, want] = [stored, wanted].map((text) => (isEmpty(text) ? null : read(text, options)));
      if (matches && have && want) return matches(have, want, { stored, wanted });
      return stored.trim().toLowerCase() === wanted.trim().toLowerCase();
    },
    fromInstant: spec.fromInstant ?? ((at) => at.toISOString()),
    fit: spec.fit ?? ((text) => text),
  };
}

type TextValue = Extract<FieldValue, { kind: 'text' }>;

function textCodec(
  spec: Pick<CodecSpec<TextValue>, 'write' | 'isSame' | 'fit'> & {
    display?: (text: string, context: DisplayContext) => string;
    /** Of a text with line breaks and accents already in one form. */
    canonical?: (text: string) => string;
  },
): FieldCodec {
  const { display, canonical, ...rest } = spec;
  return codec<TextValue>({
    read: (text) => ({ kind: 'text', text }),
    display: ({ text }, _options, context) => display?.(text, context) ?? text,
    canonical: ({ text }) => canonical?.(plainText(text)) ?? plainText(text),
    ...rest,
  });
}

const MAX_SHORT = 255;
/** https://developers.hubspot.com/docs/api-reference/latest/crm/properties/guide */
export const MAX_LONG = 65_536;

export const FIELD_CODECS: Readonly<Record<CrmFieldType, FieldCodec>> = {
  short_text: textCodec({
    write: (text) => (/[\r\n]/.test(text) ? refuse('one_line') : atMost(MAX_SHORT, text)),
    fit: (text) => cutText(text.replace(/\s*[\r\n]+\s*/g, ' '), MAX_SHORT),
  }),
  long_text: textCodec({ write: (text) => atMost(MAX_LONG, text) }),
  phone: textCodec({
    write: (text) => (/\d/.test(text) ? atMost(80, text) : refuse('phone')),
    display: (text, { defaultCountry }) => formatPhone(text, { defaultCountry }),
    canonical: (text) => text.replace(/[^\d+]/g, '') || text,
    isSame: isSameNumber,
  }),
  email: textCodec({
    write: (text) =>
      /^[^\s@<>()",;]+@[^\s@<>()",;]+\.[^\s@<>()",;.]{2,}$/.test(text)
        ? atMost(254, text.toLowerCase())
        : refuse('email'),
    canonical: (text) => text.toLowerCase(),
  }),
  url: textCodec({
    write: (text) => (isWebAddress(text) ? atMost(2000, text) : refuse('url')),
    canonical: (text) => (URL.canParse(text) ? new URL(text).href : text),
  }),
  numeric: codec<Extract<FieldValue, { kind: 'number' }>>({
    read: (text) => {
      const plain = text.trim();
      const number = Number(plain);
      return Number.isFinite(number) && /^[-+\d.eE]+$/.test(plain) ? { kind: 'number', number, text: plain } : null;
    },
    write: (text) => writeIfRead(plainNumber(text), 'number'),
    display: ({ number }, _options, { locale }) =>
      new Intl.NumberFormat(locale, { maximumFractionDigits: 20 }).format(number),
    canonical: ({ number }) => String(number),
    matches: (stored, wanted) => stored.number === wanted.number,
  }),
  date: codec<Extract<FieldValue, { kind: 'date' }>>({
    read: (text) => {
      const at = instantOf(text);
      return at && { kind: 'date', day: at.toISOString().slice(0, 10) };
    },
    write: (text) => writeIfRead(dayOf(text), 'date'),
    display: ({ day }, _options, { locale }) =>
      formatDate(new Date(`${day}T00:00:00Z`), locale, { dateStyle: 'medium', timeZone: 'UTC' }),
    canonical: ({ day }) => day,
    matches: (stored, wanted) => stored.day === wanted.day,
    fromInstant: (at, timeZone) => toLocalText(at, timeZone).slice(0, 10),
  }),
  date_time: codec<Extract<FieldValue, { kind: 'date_time' }>>({
    read: (text) => {
      const at = instantOf(text);
      return at && { kind: 'date_time', at };
    },
    write: (text) => {
      const at = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? instantOf(text) : null;
      return writeIfRead(at && at.toISOString(), 'date_time');
    },
    display: ({ at }, _options, { locale, timeZone }) =>
      formatDate(at, locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }),
    // A provider may answer without the milliseconds it was sent.
    canonical: ({ at }) => String(Math.floor(at.getTime() / 1000)),
    matches: (stored, wanted) => stored.at.getTime() === wanted.at.getTime(),
  }),
  time: codec<Extract<FieldValue, { kind: 'time' }>>({
    read: (text) => {
      const time = timeOf(text);
      return time === null ? null : { kind: 'time', time };
    },
    write: (text) => writeIfRead(timeOf(text), 'time'),
    display: ({ time }, _options, { locale }) =>
      formatDate(new Date(`1970-01-01T${time}:00Z`), locale, { timeStyle: 'short', timeZone: 'UTC' }),
    canonical: ({ time }) => time,
    fromInstant: (at, timeZone) => toLocalText(at, timeZone).slice(11),
  }),
  yes_no: codec<Extract<FieldValue, { kind: 'yes_no' }>>({
    read: (text) => {
      const word = text.trim().toLowerCase();
      return word === 'true' || word === 'false' ? { kind: 'yes_no', isYes: word === 'true' } : null;
    },
    write: (text) => (text === 'true' || text === 'false' ? { ok: true, value: text } : refuse('not_offered')),
    display: ({ isYes }, _options, { words }) => (isYes ? words.yes : words.no),
    canonical: ({ isYes }) => String(isYes),
  }),
  list: codec<Extract<FieldValue, { kind: 'list' }>>({
    // HubSpot joins several choices with semicolons; an option may itself contain one.
    read: (text, options) => ({
      kind: 'list',
      values: isOption(options, text)
        ? [text]
        : text
            .split(';')
            .map((value) => value.trim())
            .filter(Boolean),
    }),
    write: (text, options) => (isOption(options, text) ? { ok: true, value: text } : refuse('not_offered')),
    display: ({ values }, options) =>
      values.map((item) => options.find((option) => option.value === item)?.label ?? item).join(', '),
    canonical: ({ values }) => JSON.stringify([...values].sort()),
    matches: ({ values }, _wanted, { stored, wanted }) => values.includes(wanted) || stored === wanted,
  }),
};

export function isEmpty(text: string): boolean {
  return text.trim() === '';
}

function isOption(options: Options, value: string): boolean {
  return options.some((option) => option.value === value);
}

function plainText(text: string): string {
  return text.normalize('NFC').replace(/\r\n?/g, '\n').trim();
}

export function refuse(key: ValidationKey, params?: MessageRef['params']): { ok: false; message: MessageRef } {
  return { ok: false, message: params ? { key, params } : { key } };
}

function writeIfRead(value: string | null, refusal: ValidationKey): EncodedValue {
  return value === null ? refuse(refusal) : { ok: true, value };
}

function atMost(maximum: number, value: string): EncodedValue {
  return value.length > maximum ? refuse('too_big_text', { maximum }) : { ok: true, value };
}

/** In English the day before the month and 24 hours: the American form reads as another day in half of the world. */
function formatDate(at: Date, locale: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, options).format(at);
}

/** Written for another country it is the same number; without its extension it is not. */
function isSameNumber(a: string, b: string, defaultCountry: string | null): boolean {
  const [left, right] = [readPhone(a, { defaultCountry }), readPhone(b, { defaultCountry })];
  if (!left.ok || !right.ok || left.phone.extension !== right.phone.extension) return false;
  const grade = compareNumbers(left.phone, right.phone);
  return grade === 'exact' || grade === 'probable';
}
