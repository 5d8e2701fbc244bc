import { z } from 'zod';

export type EmailReading =
  | { kind: 'email'; email: string }
  /** `characters`: something other than visible ASCII. `shown`: fit for storing and showing, equal to nobody's address. */
  | { kind: 'refused'; reason: 'characters' | 'form'; shown: string };

const LONGEST = 254;

/**
 * The one form in which addresses are stored and compared. Characters are judged before case is folded, and nothing is
 * trimmed or normalised: folding turns the Kelvin sign into a `k`, and trimming drops no-break spaces, byte-order marks
 * and line breaks, so that two different addresses would become one person's.
 */
export function readEmail(text: string): EmailReading {
  if (!hasPlainCharacters(text)) return { kind: 'refused', reason: 'characters', shown: describeEmail(text) };
  const email = text.toLowerCase();
  return email.length <= LONGEST && z.regexes.email.test(email)
    ? { kind: 'email', email }
    : { kind: 'refused', reason: 'form', shown: describeEmail(text) };
}

/** The canonical form, or null where there is none. */
export function canonicalEmail(text: string): string | null {
  const reading = readEmail(text);
  return reading.kind === 'email' ? reading.email : null;
}

/** What people type: blanks around it are an accident, anything else that isn't plain is not. */
export function dropOuterBlanks(text: string): string {
  return text.replace(/^ +| +$/g, '');
}

/** Visible ASCII alone: no space, no control character, no letter that only looks like one of ours. */
function hasPlainCharacters(text: string): boolean {
  return /^[\x21-\x7e]*$/.test(text);
}

/** An address of whatever form, fit for storing and showing: each character that isn't visible ASCII as its code. */
export function describeEmail(text: string): string {
  const shown = Array.from(text, (character) =>
    hasPlainCharacters(character) ? character : `\\u{${codeOf(character)}}`,
  );
  return shown.join('').slice(0, LONGEST);
}

function codeOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}

/** A login as people type it, in its canonical form. */
export const emailSchema = z
  .string()
  .overwrite(dropOuterBlanks)
  .min(1, 'required')
  .max(LONGEST)
  .refine(hasPlainCharacters, { error: 'email_characters', abort: true })
  .toLowerCase()
  .pipe(z.email('email'));
