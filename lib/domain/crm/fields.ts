import type { MessageRef } from '../base/app-error';
import type { CrmFieldType, FieldModel } from './crm';
import type { RecordValues } from './records';

/**
 * A property travels as text. This file says, for each field type, what a provider's text means and what text we send:
 * `numeric` decimal · `date` YYYY-MM-DD (HubSpot: midnight UTC) · `date_time` ISO 8601 in UTC · `time` HH:MM ·
 * `yes_no` true/false · `list` the option's value · everything else as typed. Reading is lenient, writing is exact.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/properties/guide
 */

export type FieldValue =
  | { kind: 'empty' }
  | { kind: 'text'; text: string }
  | { kind: 'number'; number: number; text: string }
  /** A calendar day, without a zone. */
  | { kind: 'date'; day: string }
  | { kind: 'date_time'; at: Date }
  | { kind: 'time'; time: string }
  | { kind: 'yes_no'; isYes: boolean }
  /** Several where the provider allows several; values that no option names are kept. */
  | { kind: 'list'; values: string[] }
  /** The provider holds something this type cannot hold. Shown as it is, never thrown away. */
  | { kind: 'unreadable'; text: string };

type TypedField = Pick<FieldModel, 'type' | 'options'>;

/** Reads an own property only, whatever the name. */
export function valueIn(values: RecordValues, apiName: string): string | null {
  return Object.hasOwn(values, apiName) ? (values[apiName] ?? null) : null;
}

/** Total: every text has a meaning. */
export function readFieldValue(field: TypedField, stored: string | null): FieldValue {
  const text = stored ?? '';
  if (text.trim() === '') return { kind: 'empty' };
  return readers[field.type](text, field) ?? { kind: 'unreadable', text };
}

export type EncodedValue = { ok: true; value: string | null } | { ok: false; said: MessageRef };

/** From a form or an API call to what is sent. Empty clears the property. The error is a key of `validation`. */
export function encodeFieldValue(field: FieldModel, input: string | null): EncodedValue {
  if (field.readOnly) return refuse('read_only');
  const text = (input ?? '').trim();
  if (text === '') return field.required ? refuse('required') : { ok: true, value: null };
  return writers[field.type](text, field);
}

const MAX_SHORT = 255;
/** https://developers.hubspot.com/docs/api-reference/latest/crm/properties/guide */
const MAX_LONG = 65_536;

const asText = (text: string): FieldValue => ({ kind: 'text', text });

const readers: Record<CrmFieldType, (text: string, field: TypedField) => FieldValue | null> = {
  short_text: asText,
  long_text: asText,
  phone: asText,
  email: asText,
  url: asText,
  numeric: (text) => {
    const plain = text.trim();
    const number = Number(plain);
    return Number.isFinite(number) && /^[-+\d.eE]+$/.test(plain) ? { kind: 'number', number, text: plain } : null;
  },
  date: (text) => {
    const at = instantOf(text);
    return at && { kind: 'date', day: at.toISOString().slice(0, 10) };
  },
  date_time: (text) => {
    const at = instantOf(text);
    return at && { kind: 'date_time', at };
  },
  time: (text) => {
    const time = timeOf(text);
    return time === null ? null : { kind: 'time', time };
  },
  yes_no: (text) => {
    const word = text.trim().toLowerCase();
    return word === 'true' || word === 'false' ? { kind: 'yes_no', isYes: word === 'true' } : null;
  },
  list: (text, field) => {
    const isOption = (value: string) => field.options.some((option) => option.value === value);
    // HubSpot joins several choices with semicolons; an option may itself contain one.
    return {
      kind: 'list',
      values: isOption(text)
        ? [text]
        : text
            .split(';')
            .map((value) => value.trim())
            .filter(Boolean),
    };
  },
};

const writers: Record<CrmFieldType, (text: string, field: FieldModel) => EncodedValue> = {
  short_text: (text) => {
    if (/[\r\n]/.test(text)) return refuse('one_line');
    return atMost(MAX_SHORT, text);
  },
  long_text: (text) => atMost(MAX_LONG, text),
  phone: (text) => (/\d/.test(text) ? atMost(80, text) : refuse('phone')),
  email: (text) =>
    /^[^\s@<>()",;]+@[^\s@<>()",;]+\.[^\s@<>()",;.]{2,}$/.test(text)
      ? atMost(254, text.toLowerCase())
      : refuse('email'),
  url: (text) => (isWebAddress(text) ? atMost(2000, text) : refuse('url')),
  numeric: (text) => {
    const plain = plainNumber(text);
    return plain === null ? refuse('number') : { ok: true, value: plain };
  },
  date: (text) => (dayOf(text) ? { ok: true, value: text } : refuse('date')),
  date_time: (text) => {
    const at = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? instantOf(text) : null;
    return at ? { ok: true, value: at.toISOString() } : refuse('date_time');
  },
  time: (text) => {
    const time = timeOf(text);
    return time ? { ok: true, value: time } : refuse('time');
  },
  yes_no: (text) => (text === 'true' || text === 'false' ? { ok: true, value: text } : refuse('not_offered')),
  list: (text, field) =>
    field.options.some((option) => option.value === text) ? { ok: true, value: text } : refuse('not_offered'),
};

function refuse(key: string, params?: MessageRef['params']): { ok: false; said: MessageRef } {
  return { ok: false, said: params ? { key, params } : { key } };
}

function atMost(maximum: number, value: string): EncodedValue {
  return value.length > maximum ? refuse('too_big_text', { maximum }) : { ok: true, value };
}

/** ISO with or without zone (then UTC), a day, or milliseconds since 1970. Null for days that do not exist. */
function instantOf(text: string): Date | null {
  const plain = text.trim();
  if (/^-?\d{5,15}$/.test(plain)) return validDate(new Date(Number(plain)));
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(
    plain,
  );
  const day = match?.[1];
  if (!match || !day || !dayOf(day)) return null;
  return validDate(new Date(`${day}T${match[2] ?? '00:00'}${withColon(match[3] ?? 'Z')}`));
}

function withColon(offset: string): string {
  return offset.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2').toUpperCase();
}

function dayOf(text: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const at = validDate(new Date(`${text}T00:00:00Z`));
  return at?.toISOString().startsWith(text) ? text : null;
}

function validDate(date: Date): Date | null {
  return Number.isNaN(date.getTime()) || Math.abs(date.getUTCFullYear()) > 9999 ? null : date;
}

function timeOf(text: string): string | null {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?$/.exec(text.trim());
  return match ? `${(match[1] ?? '').padStart(2, '0')}:${match[2] ?? ''}` : null;
}

/** `1 234,5` is meant as 1234.5; `1,234` could be two numbers and is refused. */
function plainNumber(text: string): string | null {
  const compact = text.replace(/[\s\u00a0\u202f]/g, '');
  const point = /^-?\d+,(?!\d{3}$)\d+$/.test(compact) ? compact.replace(',', '.') : compact;
  if (!/^-?\d{1,30}(?:\.\d{1,20})?$/.test(point)) return null;
  return point;
}

function isWebAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return (
    url !== null &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.username === '' &&
    url.password === ''
  );
}
