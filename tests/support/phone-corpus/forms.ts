import type { CorpusCountry, CorpusLine } from './countries';

/** How one line is written down and how it is reported, by rules. */

/**
 * What a text says of its country. `stated`: its calling code, plainly · `home`: nothing, it is written as at home ·
 * `hinted`: its calling code, but one has to guess that.
 */
type Says = 'stated' | 'home' | 'hinted';

export interface Form {
  rule: string;
  text: string;
  says: Says;
  /** It carries an extension, or a former spelling of the line: the same line, but not plainly. */
  isRoundabout?: boolean;
}

/** Words for an extension in more than ten languages. */
const EXTENSION_WORDS = [
  'ext.',
  'x',
  'poste',
  'local',
  'Durchwahl',
  'DW',
  'int.',
  'interno',
  'anexo',
  'ramal',
  'доб.',
  'вн.',
  'wew.',
  'linka',
  'mellék',
  'anknytning',
  'lokal',
  'toestel',
  'dahili',
  'εσωτ.',
  '内線',
  '转',
  '내선',
  'تحويلة',
  'שלוחה',
  'ต่อ',
] as const;

const QUEUES = ['SAV2:', 'Ventes 1 - ', 'Q7 ', '[Support L2] ', 'VIP|', '2#'] as const;
const NAMES = ['"Durand" ', '"O\'Neil, Sue <home>" ', 'Lea ', ''] as const;

/** What a person types into a CRM. */
export function storedForms({ code }: CorpusCountry, line: CorpusLine, other: CorpusLine, seed: number): Form[] {
  const international = `+${code} ${line.groups}`;
  const home = nationalOf(line);
  const word = at(EXTENSION_WORDS, seed);
  const [area = '', ...rest] = home.split(' ');
  const stated = (rule: string, text: string, more: Partial<Form> = {}): Form => ({
    rule,
    text,
    says: 'stated',
    ...more,
  });
  const atHome = (rule: string, text: string, more: Partial<Form> = {}): Form => ({
    rule,
    text,
    says: 'home',
    ...more,
  });
  return [
    stated('groups', international),
    stated('compact', compact(international)),
    stated('00', `00${code} ${line.groups}`),
    stated('dots', international.replaceAll(' ', '.')),
    stated('dashes', international.replaceAll(' ', '-')),
    stated('(+)', `(+${code}) ${line.groups}`),
    stated('no-break spaces', international.replaceAll(' ', '\u00a0')),
    stated('full width', wide(international)),
    stated('Arabic digits', arabic(international)),
    stated('label', `Tel.: ${international}`),
    stated('note', `${international} (home)`),
    stated('tel:', `tel:${international.replaceAll(' ', '-')}`),
    stated('two numbers', `${international} / +${code} ${other.groups}`),
    stated('two numbers, the other first', `+${code} ${other.groups}; ${international}`),
    stated('extension', `${international} ${word} 12`, { isRoundabout: true }),
    ...(line.trunk === '0' ? [stated('(0)', `+${code} (0)${line.groups}`)] : []),
    ...(line.formerly ?? []).map((former) => stated('former spelling', `+${former}`, { isRoundabout: true })),
    { rule: 'no plus', text: `${code} ${line.groups}`, says: 'hinted' },
    atHome('at home', home),
    atHome('at home, compact', compact(home)),
    atHome('at home, dots', home.replaceAll(' ', '.')),
    atHome('at home, dashes', home.replaceAll(' ', '-')),
    atHome('at home, area in brackets', `(${area}) ${rest.join(' ')}`),
    atHome('at home, full width', wide(home)),
    atHome('at home, Arabic digits', arabic(home)),
    atHome('at home, label', `Mobile: ${home}`),
    atHome('at home, extension', `${home} ${word} 12`, { isRoundabout: true }),
    atHome('at home, two numbers', `${home} / ${nationalOf(other)}`),
  ];
}

/** What a network, a gateway or a PBX reports. */
export function reportedForms({ code }: CorpusCountry, line: CorpusLine, seed: number): Form[] {
  const digits = code + compact(line.groups);
  const home = compact(nationalOf(line));
  const name = at(NAMES, seed);
  const queue = at(QUEUES, seed);
  const stated = (rule: string, text: string, more: Partial<Form> = {}): Form => ({
    rule,
    text,
    says: 'stated',
    ...more,
  });
  return [
    stated('E.164', `+${digits}`),
    stated('00', `00${digits}`),
    stated('+00', `+00${digits}`),
    stated('++', `++${digits}`),
    stated('SIP header', `${name}<sip:+${digits}@192.0.2.10:5060;user=phone>;tag=as58f4`),
    stated('SIP address', `sip:+${digits};phone-context=example.com@gw7.example;user=phone`),
    stated('escaped SIP', `sip:%2B${digits}@192.0.2.10`),
    stated('asserted twice', `<sip:trunk@pbx.example>, <tel:+${digits}>`),
    stated('tel', `tel:+${digits};isub=1411`),
    stated('queue, E.164', `${queue}+${digits}`),
    ...(line.formerly ?? []).map((former) => stated('former spelling', `+${former}`, { isRoundabout: true })),
    { rule: 'E.164 without plus', text: digits, says: 'hinted' },
    { rule: 'SIP without plus', text: `<sip:${digits}@192.0.2.10>`, says: 'hinted' },
    { rule: '011', text: `011${digits}`, says: 'hinted' },
    { rule: 'at home', text: home, says: 'home' },
    { rule: 'at home, SIP header', text: `${name}<sip:${home}@pbx.example>`, says: 'home' },
    { rule: 'at home, queue', text: `${queue}${home}`, says: 'home' },
  ];
}

function nationalOf({ national, trunk, groups }: CorpusLine): string {
  if (national !== undefined) return national;
  // 8 stands apart, 0 does not.
  if (trunk === '8') return `8 ${groups}`;
  if (trunk === '80') return `8 0${groups}`;
  return trunk === '06' ? `06 ${groups}` : `${trunk}${groups}`;
}

function compact(text: string): string {
  return text.replaceAll(' ', '');
}

function wide(text: string): string {
  return text.replace(/[+\d]/g, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0));
}

function arabic(text: string): string {
  return text.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)));
}

function at<T>(list: readonly [T, ...T[]], seed: number): T {
  return list[seed % list.length] ?? list[0];
}
