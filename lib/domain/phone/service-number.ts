/**
 * Emergency and service numbers, by shape: libphonenumber's short numbers are not in `libphonenumber-js`, and a list of
 * our own would be wrong sooner or later. None of these is ever a customer, and neither is an extension, so that a wrong
 * guess between the two only changes a word.
 */

/** 15, 17 and 18 in France and where its plan was taken over; 01 to 04 where the Soviet one was. */
const TWO_DIGITS = /^(?:1[4-9]|0[1-4])$/;
/** 112, 911, 999, 000, 061, 110 …; nobody gives out extensions that begin with 0, 1 or 9 and have three digits. */
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
