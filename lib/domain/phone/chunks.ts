import { digitsIn } from './plain-text';

/** Splits text into numbers. It may also contain words, extensions and queue names. */

export interface Chunk {
  text: string;
  digits: string;
  /** The text between the previous chunk and this one. */
  before: string;
}

/** Digits and their usual separators. A plus starts a new number. */
const CHUNK = /[+(]*\d[\d\s().\-\u2010-\u2015\u2212·•/]*/gu;

export function chunksOf(text: string): Chunk[] {
  let end = 0;
  return [...text.matchAll(CHUNK)].map((match) => {
    const before = text.slice(end, match.index);
    end = match.index + match[0].length;
    // `Q7 0184800202`: the 7 belongs to the word.
    const [ofWord = ''] = /[\p{L}_]$/u.test(before) ? (/^\d{1,4}\s+(?=\S)/.exec(match[0]) ?? []) : [];
    const number = match[0].slice(ofWord.length);
    return { text: number.trim(), digits: digitsIn(number), before: before + ofWord };
  });
}

/** Longest extension. */
const MAX_EXTENSION = 7;

/**
 * Whether these are an extension: a few digits after a number and a word or symbol, in any language (ext, poste, local,
 * Durchwahl, ramal, доб., 内線).
 */
export function isExtension({ digits, before }: Chunk): boolean {
  return (
    digits.length <= MAX_EXTENSION && /^[\s,;([]*(?:[\p{L}\p{M}. :=#°º'’-]{1,24}|[#,;:*~]{1,4})[\s.:=]*$/u.test(before)
  );
}

/** Whether the word before is a known one for an extension, so that even digits that form a number are an extension. */
export function namesExtension({ before }: Chunk): boolean {
  return /(?:\bext|\bx|poste|interne|durchwahl|\bdw|local|#)[\p{L}]*[\s.:=]*$/iu.test(before);
}

/** Splits a chunk that isn't a single number: two numbers (`A / B`), or a queue number before the caller's. */
export function piecesOf(text: string): string[] {
  const parts = text.split(/\s[-\u2010-\u2015\u2212/]+\s|\/|\s{2,}/).filter((part) => /\d/.test(part));
  if (parts.length > 1) return parts;
  // `12 0184800202`: a short label before a number that starts with a trunk zero.
  const labelled = /^[1-9]\d{0,3}[\s.:/-]+(\(?0.+)$/.exec(text);
  return labelled?.[1] ? [labelled[1]] : [];
}

/** Whether a piece is a label, or an alternative ending as in `02 02/03`, rather than a number. */
export function isBesideNumber(piece: string, isFirst: boolean): boolean {
  const digits = digitsIn(piece);
  return digits.length <= 4 && (!isFirst || !digits.startsWith('0'));
}

/** All ways to split a text that may be two numbers with only a space between them. */
export function halvesOf(text: string): [string, string][] {
  const groups = text.split(/\s+/);
  return groups.slice(1).map((_, index) => [groups.slice(0, index + 1).join(' '), groups.slice(index + 1).join(' ')]);
}
