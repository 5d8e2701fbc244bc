import { known, readAtHome, type Sureness } from './lines';
import type { PhoneForms } from './phone';

/**
 * How sure it is that two numbers are one.
 * `exact`: the same line, both say it plainly · `probable`: the same line, but a country or an old spelling had to be
 * guessed; the same national number, the country of one is not known; or one side has an extension ·
 * `maybe`: only the end agrees, or a better reading is another line.
 * Only `exact` and `probable` count as found; a `maybe` is offered, never opened.
 */
export const MATCH_GRADES = ['exact', 'probable', 'maybe'] as const;
export type MatchGrade = (typeof MATCH_GRADES)[number];

/** Fewest trailing digits that identify a line. */
export const MIN_TAIL = 7;

/** Total and symmetric. */
export function compareNumbers(a: PhoneForms, b: PhoneForms): MatchGrade | 'none' {
  const grade = compareLines(a, b);
  if (grade === 'none' || a.extension === b.extension) return grade;
  if (a.extension !== null && b.extension !== null) return 'maybe';
  return grade === 'exact' ? 'probable' : grade;
}

const GRADE: Record<Sureness, MatchGrade> = { certain: 'exact', likely: 'probable', possible: 'maybe' };

function compareLines(a: PhoneForms, b: PhoneForms): MatchGrade | 'none' {
  const shared = bestGrade(
    a.lines.flatMap((line) =>
      b.lines
        .filter(({ e164 }) => e164 === line.e164)
        .map(({ sureness }) => weakerGrade(GRADE[sureness], GRADE[line.sureness])),
    ),
  );
  if (shared !== null) return shared;
  // Both numbers state their country, and are not one line there.
  if (a.isCountryStated && b.isCountryStated) return 'none';
  const isOneUnknown = a.lines.length === 0 || b.lines.length === 0;
  if (sameNational(a, b) || isNationalFormOf(a, b) || isNationalFormOf(b, a))
    return isOneUnknown ? 'probable' : 'maybe';
  return isOneUnknown && sameTail(digitsOf(a), digitsOf(b)) ? 'maybe' : 'none';
}

function sameNational(a: PhoneForms, b: PhoneForms): boolean {
  const left = trunkless(a.national);
  return left.length >= MIN_TAIL && left === trunkless(b.national);
}

/** Whether one would write `written` in the country of `line` to mean it: `8 (916) …` is +7 916 … in Russia. */
function isNationalFormOf(written: PhoneForms, line: PhoneForms): boolean {
  const country = known(line.region);
  if (country === null || written.isCountryStated || line.e164 === null) return false;
  if (written.dialled.slice(-MIN_TAIL) !== line.e164.slice(-MIN_TAIL)) return false;
  const read = readAtHome(written.dialled, country)?.number.number;
  return line.lines.some(({ e164 }) => e164 === read);
}

function sameTail(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return short.length >= MIN_TAIL && long.endsWith(short);
}

function digitsOf(phone: PhoneForms): string {
  return phone.e164 === null ? trunkless(phone.national) : phone.e164.replace(/\D/g, '');
}

/** Drops leading zeros: Italy keeps the trunk zero and other countries drop it, so it must not affect comparisons. */
function trunkless(national: string | null): string {
  return (national ?? '').replace(/^0+/, '');
}

const RANK: Record<MatchGrade, number> = { exact: 3, probable: 2, maybe: 1 };

/** The best of several; null of none. */
export function bestGrade(grades: readonly (MatchGrade | 'none')[]): MatchGrade | null {
  let best: MatchGrade | null = null;
  for (const grade of grades) {
    if (grade !== 'none' && (best === null || RANK[grade] > RANK[best])) best = grade;
  }
  return best;
}

/** The weaker of two: all conditions of a step must hold, so the step is as sure as its least sure condition. */
export function weakerGrade(a: MatchGrade, b: MatchGrade): MatchGrade {
  return RANK[a] <= RANK[b] ? a : b;
}
