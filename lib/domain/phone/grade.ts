import { bestGrade, compareNumbers, MIN_TAIL, type MatchGrade } from './compare';
import { readPhones, type PhoneContext, type PhoneForms } from './phone';

export type GradeNumber = (stored: string) => MatchGrade | 'none';

/** Grades stored values against one number. Caches the grade of each text, because the same fields are asked several times. */
export function numberGrader(wanted: PhoneForms, context: PhoneContext): GradeNumber {
  const mayHold = numberFinder(wanted);
  const known = new Map<string, MatchGrade | 'none'>();
  return (stored) => {
    const before = known.get(stored);
    if (before) return before;
    const grade = mayHold(stored)
      ? (bestGrade(readPhones(stored, context).map((phone) => compareNumbers(wanted, phone))) ?? 'none')
      : 'none';
    known.set(stored, grade);
    return grade;
  };
}

/**
 * Whether a stored value may hold a number at all: every grade needs the last seven digits to match, and this check is a
 * hundred times cheaper than reading.
 */
export function numberFinder(wanted: PhoneForms): (stored: string) => boolean {
  const tail = (wanted.national ?? '').replace(/^0+/, '').slice(-MIN_TAIL);
  return (stored) => !/^[\x20-\x7e]*$/.test(stored) || stored.replace(/\D/g, '').includes(tail);
}
