/**
 * Recognises emergency and service numbers by their length and first digits: `libphonenumber-js` has no short numbers, and
 * a list of our own would become outdated. Neither these nor extensions are looked up, so confusing the two only changes
 * the wording.
 */

/** 15, 17 and 18 in countries with a French numbering plan, 01 to 04 with a Soviet one. */
const TWO_DIGITS = /^(?:1[4-9]|0[1-4])$/;
/** 112, 911, 999, 000, 061, 110 …. Three-digit extensions rarely start with 0, 1 or 9. */
const THREE_DIGITS = /^[019]\d\d$/;
/** Directory enquiries and services of social value in Europe, services of the operators, senders of text messages. */
const MORE_DIGITS = /^(?:\d{5,6})$/;

const FOUR_DIGITS: Readonly<Record<string, RegExp>> = { FR: /^(?:3\d|10)\d\d$/ };

export function isServiceNumber(digits: string, countries: readonly (string | null | undefined)[]): boolean {
  return (
    TWO_DIGITS.test(digits) ||
    THREE_DIGITS.test(digits) ||
    MORE_DIGITS.test(digits) ||
    countries.some((country) => country && Object.hasOwn(FOUR_DIGITS, country) && FOUR_DIGITS[country]?.test(digits))
  );
}
