import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { CountryCode } from 'libphonenumber-js';

export interface DerivedPhone {
  /** `+33176001122`; null if the text isn't a national number of the portal's country or an international one. */
  e164: string | null;
  /** `FR`. */
  countryCode: string | null;
  /** Area code and local number without the country code. HubSpot's search uses this form. */
  national: string | null;
  /** The same with the country code, digits only. */
  international: string | null;
}

const nothing: DerivedPhone = { e164: null, countryCode: null, national: null, international: null };

/**
 * HubSpot stores a phone number as typed and derives searchable forms, using the portal's country.
 * What it derives from text that isn't one plain number is not documented. Our guess: whatever Google's library parses, which
 * accepts the digits of every script, and otherwise all digits.
 * https://developers.hubspot.com/docs/guides/api/crm/search#search-by-phone-number
 */
export function derivePhone(value: string | undefined, country: CountryCode): DerivedPhone {
  if (!value) return nothing;
  const typed = value
    .normalize('NFKC')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
  const parsed = parsePhoneNumberFromString(typed, country);
  if (parsed?.isPossible()) {
    return {
      e164: parsed.number,
      countryCode: parsed.country ?? country,
      national: parsed.nationalNumber,
      international: parsed.number.slice(1),
    };
  }
  // An invalid number is still searchable by its digits.
  const digits = typed.replace(/\D/g, '').replace(/^0+/, '');
  return digits === '' ? nothing : { ...nothing, national: digits };
}

const countryByTimeZone: Record<string, CountryCode> = {
  'Europe/Paris': 'FR',
  'Europe/London': 'GB',
  'Europe/Berlin': 'DE',
};

/** The country for a portal's national numbers. */
export function countryOf(timeZone: string): CountryCode {
  return countryByTimeZone[timeZone] ?? 'US';
}
