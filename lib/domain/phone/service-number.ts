/**
 * Recognises emergency and service numbers by their length and first digits: `libphonenumber-js` has no short numbers, and
 * a list of our own would become outdated. Neither these nor extensions are looked up, so confusing the two only changes
 * the wording. https://www.itu.int/rec/T-REC-E.129 collects the numbers in use.
 */

/** 15, 17 and 18 in countries with a French numbering plan, 01 to 04 with a Soviet one. */
const TWO_DIGITS = /^(?:1[4-9]|0[1-4])$/;
/** 112, 911, 999, 000, 061, 110 …. Three-digit extensions rarely start with 0, 1 or 9. */
const THREE_DIGITS = /^[019]\d\d$/;
/** Directory enquiries and services of social value in Europe, services of the operators, senders of text messages. */
const MORE_DIGITS = /^(?:\d{5,6})$/;

const NORTH_AMERICA = /^[2-8]11$/;
const OF_COUNTRY: Readonly<Record<string, RegExp>> = { FR: /^(?:3\d|10)\d\d$/, US: NORTH_AMERICA, CA: NORTH_AMERICA };

export function isServiceNumber(digits: string, countries: readonly (string | null | undefined)[]): boolean {
  return (
    TWO_DIGITS.test(digits) ||
    THREE_DIGITS.test(digits) ||
    MORE_DIGITS.test(digits) ||
    countries.some((country) => country && Object.hasOwn(OF_COUNTRY, country) && OF_COUNTRY[country]?.test(digits))
  );
}

/** Of five and six digits, these can't be a number without its area code: 116 117, 118 218, 10111 in South Africa. */
const SURELY_SERVICE = /^11[68]\d{2,3}$/;
const SURELY_OF_COUNTRY: Readonly<Record<string, RegExp>> = { ZA: /^101(?:11|77)$/, SE: /^114\d\d$/ };

/** Whether digits are nobody's number: without its area code, one may have five or six. */
export function isTooShortForCustomer(digits: string, countries: readonly (string | null | undefined)[]): boolean {
  return (
    digits.length <= 4 ||
    SURELY_SERVICE.test(digits) ||
    countries.some(
      (country) => country && Object.hasOwn(SURELY_OF_COUNTRY, country) && SURELY_OF_COUNTRY[country]?.test(digits),
    )
  );
}
