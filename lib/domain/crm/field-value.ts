import type { MessageRef } from '../base/app-error';

/** The meaning of a provider's text in a field. */
export type FieldValue =
  | { kind: 'empty' }
  | { kind: 'text'; text: string }
  | { kind: 'number'; number: number; text: string }
  /** A calendar day, without a zone. */
  | { kind: 'date'; day: string }
  | { kind: 'date_time'; at: Date }
  | { kind: 'time'; time: string }
  | { kind: 'yes_no'; isYes: boolean }
  /** Several values if the provider allows several, including values that match no option. */
  | { kind: 'list'; values: string[] }
  /** A stored text that is not valid for the type. Shown unchanged. */
  | { kind: 'unreadable'; text: string };

/** What is sent to the provider, or why a typed value is refused: a key of `validation`. */
export type EncodedValue = { ok: true; value: string | null } | { ok: false; message: MessageRef };

export interface DisplayContext {
  locale: string;
  /** IANA name; date and time are shown in it. A date alone has no zone. */
  timeZone: string;
  defaultCountry: string | null;
  words: { yes: string; no: string };
}
