import type { PhoneForms } from './phone';

/**
 * How sure it is that two numbers are one.
 * `exact`: the same number · `probable`: the same national number, the country of one is not known; or the same line,
 * one side with an extension · `maybe`: only the end agrees, or a country had to be assumed and is another.
 * Only `exact` and `probable` count as found; a `maybe` is offered, never opened.
 */
export const MATCH_GRADES = ['exact', 'probable', 'maybe'] as const;
export type MatchGrade = (typeof MATCH_GRADES)[number];

/** Fewest trailing digits that identify a line. */
const MIN_TAIL = 7;

/** Total and symmetric. */
export function compareNumbers(a: PhoneForms, b: PhoneForms): MatchGrade | 'none' {
  const grade = compareLines(a, b);
  if (grade === 'none' || a.extension === b.extension) return grade;
  if (a.extension !== null && b.extension !== null) return 'maybe';
  return grade === 'exact' ? 'probable' : grade;
}

function compareLines(a: PhoneForms, b: PhoneForms): MatchGrade | 'none' {
  if (a.e164 !== null && b.e164 !== null) {
    if (a.e164 === b.e164) return 'exact';
    // Both numbers state their country, and the countries differ.
    if (a.country !== null && b.country !== null) return 'none';
    return sameNational(a, b) ? 'maybe' : 'none';
  }
  if (sameNational(a, b)) return 'probable';
  return sameTail(digitsOf(a), digitsOf(b)) ? 'maybe' : 'none';
}

function sameNational(a: PhoneForms, b: PhoneForms): boolean {
  const left = trunkless(a.national);
  return left.length >= MIN_TAIL && left === trunkless(b.national);
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
