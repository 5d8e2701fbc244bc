import { digitsIn } from './plain-text';

/** The numbers in a text that may hold words, several numbers, extensions and the name of a queue beside them. */

export interface Chunk {
  text: string;
  digits: string;
  /** What stands between this and the chunk before it. */
  before: string;
}

/** Digits with what people write between them. A plus begins a new number. */
const CHUNK = /[+(]*\d[\d\s().\-\u2010-\u2015\u2212·•/]*/gu;

export function chunksOf(text: string): Chunk[] {
  let end = 0;
  return [...text.matchAll(CHUNK)].map((match) => {
    const before = text.slice(end, match.index);
    end = match.index + match[0].length;
    // `Q7 0184800202`: the digits of a word are its own.
    const [ofWord = ''] = /[\p{L}_]$/u.test(before) ? (/^\d{1,4}\s+(?=\S)/.exec(match[0]) ?? []) : [];
    const number = match[0].slice(ofWord.length);
    return { text: number.trim(), digits: digitsIn(number), before: before + ofWord };
  });
}

/** Longest extension that anybody dials. */
const MAX_EXTENSION = 7;

/**
 * Short digits behind a number, with a word or a sign between them, are its extension, whatever the language of the word
 * (ext, poste, local, Durchwahl, ramal, доб., 内線).
 */
export function isExtension({ digits, before }: Chunk): boolean {
  return (
    digits.length <= MAX_EXTENSION && /^[\s,;([]*(?:[\p{L}\p{M}. :=#°º'’-]{1,24}|[#,;:*~]{1,4})[\s.:=]*$/u.test(before)
  );
}

/** Whether what stands before names an extension: then even digits that could be a number are none. */
export function namesExtension({ before }: Chunk): boolean {
  return /(?:\bext|\bx|poste|interne|durchwahl|\bdw|local|#)[\p{L}]*[\s.:=]*$/iu.test(before);
}

/** The pieces of a chunk that is not one number: the two of `A / B`, or a queue's number before the caller's. */
export function piecesOf(text: string): string[] {
  const parts = text.split(/\s[-\u2010-\u2015\u2212/]+\s|\/|\s{2,}/).filter((part) => /\d/.test(part));
  if (parts.length > 1) return parts;
  // `12 0184800202`: a label of a few digits before a number that shows where it begins.
  const labelled = /^[1-9]\d{0,3}[\s.:/-]+(\(?0.+)$/.exec(text);
  return labelled?.[1] ? [labelled[1]] : [];
}

/** A piece that is no number but stands beside one: a label, or the changed end of `02 02/03`. */
export function isBesideNumber(piece: string, isFirst: boolean): boolean {
  const digits = digitsIn(piece);
  return digits.length <= 4 && (!isFirst || !digits.startsWith('0'));
}

/** Where a text of two numbers without anything between them could be cut. */
export function halvesOf(text: string): [string, string][] {
  const groups = text.split(/\s+/);
  return groups.slice(1).map((_, index) => [groups.slice(0, index + 1).join(' '), groups.slice(index + 1).join(' ')]);
}
