import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { PhoneForms } from './phone';
import { sharedEnding } from './spellings';

/**
 * By what a number can be found among values that somebody typed. A search only has to bring the right records back, and
 * not many others: `compare.ts` decides what they are.
 */
export interface SearchForms {
  /** In these digits it ends, however it is spelled, where it is written in one piece. */
  ending: string;
  /** The same without most of the area code, which is often written apart: `(01)84800202`. */
  localEnding: string;
  /**
   * Otherwise it stands in groups: each list is one way to cut its last digits, and a value holds words that end in all of
   * them. Ends, because the border to the area code is drawn in different places: `91 234 56 78`, `912 34 56 78`.
   */
  groupings: string[][];
}

/** Longest ending that is still without an area code in most countries. */
const LOCAL_DIGITS = 7;
/** Fewer digits would find strangers. */
const MIN_GROUPED_DIGITS = 4;
/** More groups than these make a search no more certain. */
const MAX_GROUPS = 4;

export function searchForms(phone: PhoneForms): SearchForms {
  const numbers = phone.lines.flatMap(({ e164 }) => parsePhoneNumberFromString(e164) ?? []);
  const [number] = numbers;
  // What is in front of a number of no country that we know is a trunk prefix or an area code.
  const national = number?.nationalNumber ?? (phone.national ?? '').slice(-LOCAL_DIGITS);
  const shared = numbers
    .map(({ countryCallingCode, nationalNumber }) => sharedEnding(countryCallingCode, nationalNumber))
    .reduce(sharedEnd, national);
  // Of a guess, only the last digits are sure.
  const ending = phone.lines[0]?.sureness === 'certain' ? shared : shared.slice(-LOCAL_DIGITS);
  const usual = (number?.formatNational() ?? phone.raw).match(/\d+/g) ?? [];
  const local = withoutArea(usual);
  const general = [lastGroups(national, 2, 4), lastGroups(national, 2, 2, 2), lastGroups(national, 2, 3)];
  // A local number in one piece is found by `localEnding`, unless it is shorter than that.
  const isShort = local.length === 1 && local.join('').length < LOCAL_DIGITS;
  const ways = local.length > 1 ? [local, ...general] : [...general, isShort ? local : lastGroups(national, 3, 2)];
  const groupings = ways.map((groups) => [...new Set(groups)]);
  const isNew = (groups: string[], index: number) =>
    groups.join('').length >= MIN_GROUPED_DIGITS &&
    groupings.findIndex((other) => other.join() === groups.join()) === index;
  return { ending, localEnding: ending.slice(-LOCAL_DIGITS), groupings: groupings.filter(isNew) };
}

/** The first group carries a trunk prefix at home, and abroad a country code stands before it. */
function withoutArea([area = '', ...groups]: string[]): string[] {
  const local = [...new Set(groups)].slice(-MAX_GROUPS);
  // Where the same digits come again, the end of the area code makes up for them.
  const areaEnd = area.replace(/^0+/, '');
  return local.join('').length < 6 && areaEnd !== '' ? [areaEnd, ...local] : local;
}

/** The last digits, cut into groups of these sizes. */
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
