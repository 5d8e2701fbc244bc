/** Normalises the text of a phone number before it is parsed. */

/** The digit zero of each script that has its own digits. One to nine follow it. */
const ZEROS = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040,
  0x17e0, 0x1810,
];

/** Converts digits of any script to ASCII and removes invisible characters, but keeps line breaks. */
export function plainText(raw: string): string {
  if (/^[\x20-\x7e]*$/.test(raw)) return raw.trim();
  return raw
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, toAsciiDigit)
    .replace(/[\p{Cf}\p{Cc}]/gu, (mark) => (mark === '\n' ? mark : ''))
    .trim();
}

export function digitsIn(text: string): string {
  return text.replace(/\D/g, '');
}

function toAsciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const zero = ZEROS.find((candidate) => code >= candidate && code <= candidate + 9);
  return zero === undefined ? digit : String(code - zero);
}
