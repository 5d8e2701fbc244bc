import type { MessageRef } from '../base/app-error';

/** What a text of a provider means in a field. */
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

/** What is sent to the provider, or why a typed value is refused: a key of `validation`. */
export type EncodedValue = { ok: true; value: string | null } | { ok: false; said: MessageRef };

export interface DisplayContext {
  locale: string;
  /** IANA name; date and time are shown in it. A date alone has no zone. */
  timeZone: string;
  defaultCountry: string | null;
  words: { yes: string; no: string };
}
