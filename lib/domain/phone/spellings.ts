/**
 * Old E.164 forms of numbers whose country changed its numbering plan. Networks and CRMs keep using them. A rule applies
 * only to a number that isn't valid, and its result counts only if it is valid. Countries where the old number doesn't
 * determine the new one are left out.
 */
type Rule = readonly [old: RegExp, now: string];

const RULES: ReadonlyMap<string, readonly Rule[]> = new Map([
  // Mexico: the 1 of mobile lines abroad and the prefixes at home ended on 2019-08-03.
  ['52', [[/^(?:01|04[45]|1)(\d{10})$/, '$1']]],
  // Brazil: mobile lines got a ninth digit from 2012 to 2016; 70 and 77 to 79 of trunked radio kept eight.
  ['55', [[/^0?([1-9][1-9])([689]\d{7}|7[1-6]\d{6})$/, '$19$2']]],
  // Italy keeps the zero of land lines and never had one in front of mobile ones.
  [
    '39',
    [
      [/^([1-8]\d{4,9})$/, '0$1'],
      [/^0(3\d{8,9})$/, '$1'],
    ],
  ],
  // Colombia, 2021-09-01; and 03 in front of a mobile line, dialled from a land line until then.
  [
    '57',
    [
      [/^([124-8]\d{7})$/, '60$1'],
      [/^0?3?(3\d{9})$/, '$1'],
    ],
  ],
  // Ecuador: mobile lines, 2012-09-30.
  ['593', [[/^([89]\d{7})$/, '9$1']]],
  // Chile: Santiago in 2012; and the 0 in front of a mobile line, until 2016.
  [
    '56',
    [
      [/^(2)(\d{7})$/, '2$1$2'],
      [/^0(9\d{8})$/, '$1'],
    ],
  ],
  // Benin, 2024-11-30.
  ['229', [[/^(\d{8})$/, '01$1']]],
  // Côte d'Ivoire, 2021-01-31: the second digit of a mobile line names its network, and the network the prefix.
  [
    '225',
    [
      [/^([04-9][7-9]\d{6})$/, '07$1'],
      [/^([04-9][4-6]\d{6})$/, '05$1'],
      [/^([04-9][0-3]\d{6})$/, '01$1'],
    ],
  ],
  // Cameroon, 2014-11-21.
  [
    '237',
    [
      [/^([5-9]\d{7})$/, '6$1'],
      [/^([23][23]\d{6})$/, '2$1'],
    ],
  ],
  // Vietnam: mobile lines of eleven digits, 2018-09-15.
  [
    '84',
    [
      [/^16([2-9]\d{7})$/, '3$1'],
      [/^120(\d{7})$/, '70$1'],
      [/^121(\d{7})$/, '79$1'],
      [/^122(\d{7})$/, '77$1'],
      [/^126(\d{7})$/, '76$1'],
      [/^128(\d{7})$/, '78$1'],
      [/^12([345])(\d{7})$/, '8$1$2'],
      [/^127(\d{7})$/, '81$1'],
      [/^129(\d{7})$/, '82$1'],
      [/^18([68])(\d{7})$/, '5$1$2'],
      [/^199(\d{7})$/, '59$1'],
    ],
  ],
]);

/** The current forms of a national number. */
export function currentSpellings(callingCode: string, digits: string): string[] {
  return (RULES.get(callingCode) ?? []).flatMap(([old, now]) =>
    old.test(digits) ? [`+${callingCode}${digits.replace(old, now)}`] : [],
  );
}

/**
 * Other valid forms that usually reach the same line: Argentina's 9 before mobile numbers is often omitted, and Brazil's
 * trunked radio blocks may be reassigned.
 */
export function relatedSpellings(e164: string): { likely: string[]; possible: string[] } {
  if (e164.startsWith('+54')) {
    if (/^\+549\d{10}$/.test(e164)) return { likely: [`+54${e164.slice(4)}`], possible: [] };
    if (/^\+54[1-8]\d{9}$/.test(e164)) return { likely: [`+549${e164.slice(3)}`], possible: [] };
  }
  const radio = /^\+55(\d\d)(9?)(7[0789]\d{6})$/.exec(e164);
  if (radio) return { likely: [], possible: [`+55${radio[1]}${radio[2] === '9' ? '' : '9'}${radio[3]}`] };
  return { likely: [], possible: [] };
}

/** For countries with several forms per line, by calling code: how many trailing digits all forms share. */
const SHARED_ENDING: Readonly<Record<string, number>> = {
  '54': 7,
  '55': 8,
  '56': 7,
  '57': 8,
  '84': 7,
  '225': 8,
  '229': 8,
  '237': 8,
  '593': 8,
};

/** The trailing digits that all forms of a number share. */
export function sharedEnding(callingCode: string, national: string): string {
  const length = Object.hasOwn(SHARED_ENDING, callingCode) ? (SHARED_ENDING[callingCode] ?? 0) : national.length;
  return national.replace(/^0+/, '').slice(-length);
}
