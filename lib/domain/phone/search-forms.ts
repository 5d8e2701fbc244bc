import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { PhoneForms } from './phone';
import { sharedEnding } from './spellings';

/**
 * The parts of a number that find it in typed values. The search must return every right record and few others, and
 * `compare.ts` then decides.
 */
export interface SearchForms {
  /** The trailing digits of all its forms, for values without separators. */
  ending: string;
  /** The same without most of the area code, which is often separate: `(01)84800202`. */
  localEnding: string;
  /**
   * Ways to group its last digits, for values with separators. Each entry is the end of a word, because people separate
   * the area code in different places: `91 234 56 78`, `912 34 56 78`.
   */
  groupings: string[][];
}

/** Most digits that exclude the area code in most countries. */
const LOCAL_DIGITS = 7;
/** Fewer digits would match too many records. */
const MIN_GROUPED_DIGITS = 4;
/** More groups don't make a search more precise. */
const MAX_GROUPS = 4;

export function searchForms(phone: PhoneForms): SearchForms {
  const numbers = phone.lines.flatMap(({ e164 }) => parsePhoneNumberFromString(e164) ?? []);
  const [number] = numbers;
  // In an unknown country, the leading digits may be a trunk prefix.
  const national = number?.nationalNumber ?? (phone.national ?? '').slice(-LOCAL_DIGITS);
  const shared = numbers
    .map(({ countryCallingCode, nationalNumber }) => sharedEnding(countryCallingCode, nationalNumber))
    .reduce(sharedEnd, national);
  // If the country is a guess, only the last digits are certain.
  const ending = phone.lines[0]?.sureness === 'certain' ? shared : shared.slice(-LOCAL_DIGITS);
  const usual = (number?.formatNational() ?? phone.raw).match(/\d+/g) ?? [];
  const local = withoutArea(usual);
  const general = [lastGroups(national, 2, 4), lastGroups(national, 2, 2, 2), lastGroups(national, 2, 3)];
  // `localEnding` already finds a local number without separators, unless it is shorter.
  const isShort = local.length === 1 && local.join('').length < LOCAL_DIGITS;
  const ways = local.length > 1 ? [local, ...general] : [...general, isShort ? local : lastGroups(national, 3, 2)];
  const groupings = ways.map((groups) => [...new Set(groups)]);
  const isNew = (groups: string[], index: number) =>
    groups.join('').length >= MIN_GROUPED_DIGITS &&
    groupings.findIndex((other) => other.join() === groups.join()) === index;
  return { ending, localEnding: ending.slice(-LOCAL_DIGITS), groupings: groupings.filter(isNew) };
}

/** How a number is usually written, for searches that compare whole values. */
export function commonForms(phone: PhoneForms): { national: string[]; typed: string[] } {
  const numbers = phone.lines.flatMap(({ e164 }) => parsePhoneNumberFromString(e164) ?? []);
  const national = numbers.map(({ nationalNumber }) => nationalNumber);
  const typed = numbers.flatMap((number) => {
    const atHome = number.formatNational();
    return [number.number, atHome.replace(/\D/g, ''), atHome, number.formatInternational()];
  });
  const { raw, dialled } = phone;
  return numbers.length > 0
    ? { national: [...new Set(national)], typed: [...new Set(typed)] }
    : { national: [dialled], typed: [...new Set([raw.trim(), dialled])] };
}

/** Without the first group, whose trunk prefix is only part of the national form. */
function withoutArea([area = '', ...groups]: string[]): string[] {
  const local = [...new Set(groups)].slice(-MAX_GROUPS);
  // Repeated groups leave few digits, so add the area code.
  const areaEnd = area.replace(/^0+/, '');
  return local.join('').length < 6 && areaEnd !== '' ? [areaEnd, ...local] : local;
}

/** The last digits in groups of these sizes. */
function lastGroups(digits: string, ...sizes: number[]): string[] {
  let end = digits.length;
  return sizes
    .toReversed()
    .map((size) => {
      const group = digits.slice(Math.max(0, end - size), end);
      end -= size;
      return group;
    })
    .filter((group, index) => group.length === sizes.at(-1 - index))
    .toReversed();
}

function sharedEnd(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a.at(-1 - length) === b.at(-1 - length)) length += 1;
  return length === 0 ? '' : a.slice(-length);
}
