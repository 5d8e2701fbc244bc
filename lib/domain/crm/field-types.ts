import { z } from 'zod';

/**
 * What is known of each field type without reading a value. How a type reads, writes and
 * compares values is its row in `field-codecs.ts`: that file loads the phone library, which pages that only pick a type
 * do not need.
 */
export const CRM_FIELD_TYPES = [
  'short_text',
  'long_text',
  'phone',
  'email',
  'numeric',
  'date',
  'date_time',
  'time',
  'yes_no',
  'url',
  'list',
] as const;
export const crmFieldTypeSchema = z.enum(CRM_FIELD_TYPES, 'not_offered');
export type CrmFieldType = z.infer<typeof crmFieldTypeSchema>;

/** The type of a field when nothing is known of its property. */
export const DEFAULT_FIELD_TYPE: CrmFieldType = 'short_text';

/** How a value is edited. */
type FieldControl =
  | { kind: 'input'; type: 'text' | 'tel' | 'email' | 'url' | 'date' | 'time'; inputMode?: 'decimal' }
  | { kind: 'textarea' }
  | { kind: 'date_time' }
  | { kind: 'yes_no' }
  | { kind: 'options' };

/** Conditions of a scenario that look for the customer's own number, address or handle. */
export type IdentityCondition = 'phone_is' | 'email_is' | 'handle_is';

/** Keys of `validation`, after `type_warning_`. */
export type TypeMismatch =
  | 'shows_raw_value'
  | 'list_as_text'
  | 'loses_time'
  | 'time_refused'
  | 'text_refused'
  | 'may_hold_other'
  | 'may_be_long';

/** `text` holds any text, `formatted` only text of a certain form, `typed` something other than text. */
type TextForm = 'text' | 'formatted' | 'typed';

export interface FieldTypeInfo {
  control: FieldControl;
  /** How a value is shown: on one line, with its line breaks, breaking anywhere, or as a link. */
  display: 'line' | 'lines' | 'address' | 'link';
  /**
   * Where the values to choose from come from: `own` are set on the field, `account` are read from the CRM account,
   * `labels` are read from the account to label a stored value but not offered, `none` come with the type.
   */
  options: 'own' | 'account' | 'labels' | 'none';
  /** Which fields can title a card: the lowest order first, and at most so many of one type. */
  title: { order: number; atMost: number; isName: boolean } | null;
  /** What a field of this type knows of a customer. A search for it starts with these fields, and a new card prefills them. */
  identity: 'phone' | 'email' | null;
  searchableBy: readonly IdentityCondition[];
  form: TextForm;
  /** What goes wrong when a property of this type is configured as another type or form. Not listed: `may_hold_other`. */
  mismatch: Partial<Record<CrmFieldType | TextForm, TypeMismatch | null>>;
}

export const FIELD_TYPES: Readonly<Record<CrmFieldType, FieldTypeInfo>> = {
  short_text: {
    control: { kind: 'input', type: 'text' },
    display: 'line',
    options: 'account',
    title: { order: 1, atMost: 4, isName: true },
    identity: null,
    searchableBy: ['phone_is', 'email_is', 'handle_is'],
    form: 'text',
    mismatch: { text: null, formatted: null, list: null },
  },
  long_text: {
    control: { kind: 'textarea' },
    display: 'lines',
    options: 'account',
    title: null,
    identity: null,
    searchableBy: [],
    form: 'text',
    mismatch: { short_text: 'may_be_long', formatted: null, list: null },
  },
  phone: {
    control: { kind: 'input', type: 'tel' },
    display: 'line',
    options: 'labels',
    title: { order: 3, atMost: 1, isName: false },
    identity: 'phone',
    searchableBy: ['phone_is'],
    form: 'formatted',
    mismatch: { text: null, list: null },
  },
  email: {
    control: { kind: 'input', type: 'email' },
    display: 'address',
    options: 'labels',
    title: { order: 2, atMost: 1, isName: false },
    identity: 'email',
    searchableBy: ['email_is', 'handle_is'],
    form: 'formatted',
    mismatch: { text: null, list: null },
  },
  numeric: {
    control: { kind: 'input', type: 'text', inputMode: 'decimal' },
    display: 'line',
    options: 'labels',
    title: null,
    identity: null,
    searchableBy: [],
    form: 'typed',
    mismatch: { text: 'text_refused' },
  },
  date: {
    control: { kind: 'input', type: 'date' },
    display: 'line',
    options: 'labels',
    title: null,
    identity: null,
    searchableBy: [],
    form: 'typed',
    mismatch: { text: 'shows_raw_value', date_time: 'time_refused' },
  },
  date_time: {
    control: { kind: 'date_time' },
    display: 'line',
    options: 'labels',
    title: null,
    identity: null,
    searchableBy: [],
    form: 'typed',
    mismatch: { text: 'shows_raw_value', date: 'loses_time' },
  },
  time: {
    control: { kind: 'input', type: 'time' },
    display: 'line',
    options: 'labels',
    title: null,
    identity: null,
    searchableBy: [],
    form: 'formatted',
    mismatch: { text: null, list: null },
  },
  yes_no: {
    control: { kind: 'yes_no' },
    display: 'line',
    options: 'none',
    title: null,
    identity: null,
    searchableBy: [],
    form: 'typed',
    mismatch: { text: 'shows_raw_value', list: null },
  },
  url: {
    control: { kind: 'input', type: 'url' },
    display: 'link',
    options: 'labels',
    title: { order: 4, atMost: 1, isName: false },
    identity: null,
    searchableBy: ['handle_is'],
    form: 'formatted',
    mismatch: { text: null, list: null },
  },
  list: {
    control: { kind: 'options' },
    display: 'line',
    options: 'own',
    title: null,
    identity: null,
    searchableBy: [],
    form: 'typed',
    mismatch: { text: 'list_as_text' },
  },
};

/** Whether the administrator lists the values of a field of this type. */
export function hasOwnOptions(type: CrmFieldType): boolean {
  return FIELD_TYPES[type].options === 'own';
}

/** A type that lists its values is of no use without any. */
export function typeWithOptions(type: CrmFieldType, optionCount: number): CrmFieldType {
  return hasOwnOptions(type) && optionCount === 0 ? DEFAULT_FIELD_TYPE : type;
}

export function isSearchableBy(type: CrmFieldType, condition: IdentityCondition): boolean {
  return FIELD_TYPES[type].searchableBy.includes(condition);
}

/** The fields made for a customer's number or email address, in the administrator's order. */
export function identityFields<F extends { type: CrmFieldType }>(
  fields: readonly F[],
  identity: 'phone' | 'email',
): F[] {
  return fields.filter(({ type }) => FIELD_TYPES[type].identity === identity);
}
