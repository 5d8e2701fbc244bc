import type { SeedCountry } from './phones';

export const callingCodes: Record<SeedCountry, string> = { FR: '33', GB: '44', US: '1', DE: '49' };

const multiplier = 7_129;
const offset = 3_571;
/** `multiplier` times this is 1 modulo ten thousand. */
const inverse = 8_969;

/** The last four digits of the number at a position. They repeat every `period` positions. */
export function endingOf(position: number): string {
  return String((position * multiplier + offset) % endingOf.period).padStart(4, '0');
}
endingOf.period = 10_000;

export function positionOfEnding(ending: string): number {
  return ((((Number(ending) - offset) * inverse) % endingOf.period) + endingOf.period) % endingOf.period;
}

/** The endings for which a number in this block starts with the digits, null if all of them do. */
export function endingsFrom(number: string, digits: string): string[] | null {
  const block = number.slice(0, -4);
  if (block.startsWith(digits)) return null;
  if (!digits.startsWith(block)) return [];
  const known = digits.slice(block.length);
  if (known.length > 4) return [];
  const open = 10 ** (4 - known.length);
  return Array.from(
    { length: open },
    (_, index) => known + (open === 1 ? '' : String(index).padStart(4 - known.length, '0')),
  );
}

/** The last four digits with which a number of this block contains the given digits. Null if any would. */
export function endingsAround(number: string, digits: string): string[] | null {
  const offsets = Array.from({ length: Math.max(0, number.length - digits.length + 1) }, (_, offset) => offset);
  const found = offsets.map((offset) => endingsFrom(number.slice(offset), digits));
  return found.every((endings) => endings !== null) ? found.flat() : null;
}

/**
 * The last four digits with which a number of this block, written in groups, has words that end in each of `ends`. Null if
 * any would.
 */
export function endingsHolding(
  number: string,
  callingCode: string,
  ends: readonly string[],
  known: Map<string, string[]>,
): string[] | null {
  const block = number.slice(0, -4);
  const inFours = [callingCode, block.slice(0, -4), block.slice(-4)];
  const inPairs = [`0${block.slice(0, 1)}`, block.slice(1, 3), block.slice(3, 5)];
  const [fours = [], pairs = []] = [inFours, inPairs].map((fixed) =>
    ends.filter((end) => !fixed.some((group) => group.endsWith(end))),
  );
  if (fours.length === 0 || pairs.length === 0) return null;
  // Nearly all blocks leave the same ends open.
  const key = `${fours.join()} ${pairs.join()}`;
  const endings = known.get(key) ?? everyEnding.filter((ending) => holds(ending, fours, pairs));
  known.set(key, endings);
  return endings;
}

/** Whether a last group of four, or two last pairs, have all the ends. */
function holds(ending: string, fours: readonly string[], pairs: readonly string[]): boolean {
  return (
    fours.every((end) => ending.endsWith(end)) ||
    pairs.every((end) => ending.slice(0, 2).endsWith(end) || ending.slice(2).endsWith(end))
  );
}

const everyEnding = Array.from({ length: endingOf.period }, (_, index) => pad(index, 4));

/**
 * National digits of a person's own number, unique per position. `line` distinguishes their second number from the
 * first.
 */
export function mobileNumber(country: SeedCountry, position: number, line: 0 | 1): string {
  const ending = endingOf(position);
  const block = Math.floor(position / endingOf.period);
  switch (country) {
    case 'FR':
      return `${line === 0 ? '61' : '75'}${pad(block, 3)}${ending}`;
    case 'GB':
      return `${line === 0 ? '7701' : '7912'}${pad(block % 100, 2)}${ending}`;
    case 'US':
      return `${line === 0 ? '312' : '415'}${200 + (block % 800)}${ending}`;
    case 'DE':
      return `${line === 0 ? '1511' : '1701'}${pad(block, 3)}${ending}`;
  }
}

export function switchboardNumber(country: SeedCountry, firm: number): string {
  const ending = endingOf(firm);
  const block = Math.floor(firm / endingOf.period);
  switch (country) {
    case 'FR':
      return `17${pad(block, 3)}${ending}`;
    case 'GB':
      return `20718${block % 10}${ending}`;
    case 'US':
      return `212${200 + (block % 800)}${ending}`;
    case 'DE':
      return `3012${pad(block, 2)}${ending}`;
  }
}

/** Half of the numbers in the portal's country omit the country code. */
export function writeScalePhone(country: SeedCountry, national: string, random: number): string {
  const style = random % 4;
  const spaced = `${national.slice(0, -8)} ${national.slice(-8, -4)} ${national.slice(-4)}`.trim();
  if (country === 'FR' && style < 2)
    return style === 0
      ? `0${national}`
      : `0${national.slice(0, 1)} ${(national.slice(1).match(/../g) ?? []).join(' ')}`;
  const code = callingCodes[country];
  return style % 2 === 0 ? `+${code}${national}` : `+${code} ${spaced}`;
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
