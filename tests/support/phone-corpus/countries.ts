/**
 * Numbering plans as their regulators publish them, as far as the corpus needs them; deliberately not taken from the
 * library with which the product reads numbers.
 */
export interface CorpusLine {
  /** Behind the calling code, in the groups in which one says it. */
  groups: string;
  /** What one dials in front of it at home. */
  trunk: string;
  /** At home, where it is not trunk and groups. */
  national?: string;
  /** Former spellings, behind the plus, that networks still send and CRMs still hold. */
  formerly?: readonly string[];
}

export interface CorpusCountry {
  country: string;
  code: string;
  lines: readonly CorpusLine[];
}

export const corpusCountries: readonly CorpusCountry[] = [
  plan('FR', '33', '0', '1 84 80 02 02', '6 12 34 56 78'),
  plan('BE', '32', '0', '2 555 10 00', '470 12 34 56'),
  plan('CH', '41', '0', '44 668 18 00', '79 123 45 67'),
  plan('LU', '352', '', '27 12 34 56', '628 123 456'),
  plan('DE', '49', '0', '30 90182012', '151 23456789'),
  plan('AT', '43', '0', '1 58858123', '664 1234567'),
  plan('NL', '31', '0', '20 555 1234', '6 12345678'),
  plan('GB', '44', '0', '20 7946 0958', '7911 123456'),
  plan('IE', '353', '0', '1 679 6000', '85 012 3456'),
  plan('ES', '34', '', '91 234 56 78', '612 34 56 78'),
  plan('PT', '351', '', '21 234 5678', '912 345 678'),
  {
    country: 'IT',
    code: '39',
    lines: [
      { groups: '06 1234 5678', trunk: '', formerly: ['39612345678'] },
      { groups: '333 123 4567', trunk: '', formerly: ['3903331234567'] },
    ],
  },
  plan('GR', '30', '', '21 2345 6789', '691 234 5678'),
  plan('DK', '45', '', '33 12 34 56', '20 12 34 56'),
  plan('NO', '47', '', '22 12 34 56', '412 34 567'),
  plan('SE', '46', '0', '8 505 300 00', '70 123 45 67'),
  plan('FI', '358', '0', '9 1234567', '40 1234567'),
  plan('PL', '48', '', '22 345 67 89', '512 345 678'),
  plan('CZ', '420', '', '212 345 678', '601 123 456'),
  plan('SK', '421', '0', '2 2212 3456', '912 123 456'),
  plan('HU', '36', '06', '1 234 5678', '20 123 4567'),
  plan('RO', '40', '0', '21 123 4567', '712 034 567'),
  plan('BG', '359', '0', '2 987 6543', '87 812 3456'),
  plan('RU', '7', '8', '495 123 45 67', '916 123 45 67'),
  plan('KZ', '7', '8', '7172 12 3456', '701 234 5678'),
  plan('UA', '380', '0', '44 123 4567', '50 123 4567'),
  plan('BY', '375', '80', '17 200 12 34', '29 123 45 67'),
  plan('LT', '370', '8', '5 212 3456', '612 34567'),
  plan('TR', '90', '0', '212 345 6789', '532 123 4567'),
  plan('IL', '972', '0', '2 123 4567', '50 234 5678'),
  plan('AE', '971', '0', '2 234 5678', '50 123 4567'),
  plan('SA', '966', '0', '11 234 5678', '51 234 5678'),
  plan('EG', '20', '0', '2 3456 7890', '100 123 4567'),
  plan('MA', '212', '0', '522 123 456', '650 123 456'),
  plan('TN', '216', '', '71 234 567', '20 123 456'),
  plan('SN', '221', '', '33 823 45 67', '77 123 45 67'),
  {
    country: 'CI',
    code: '225',
    lines: [
      { groups: '07 07 12 34 56', trunk: '', formerly: ['22507123456'] },
      { groups: '05 45 12 34 56', trunk: '', formerly: ['22545123456'] },
      { groups: '01 02 12 34 56', trunk: '', formerly: ['22502123456'] },
    ],
  },
  { country: 'BJ', code: '229', lines: [{ groups: '01 97 12 34 56', trunk: '', formerly: ['22997123456'] }] },
  {
    country: 'CM',
    code: '237',
    lines: [
      { groups: '671 23 45 67', trunk: '', formerly: ['23771234567'] },
      { groups: '222 12 34 56', trunk: '', formerly: ['23722123456'] },
    ],
  },
  plan('NG', '234', '0', '802 123 4567', '803 765 4321'),
  plan('KE', '254', '0', '20 2012345', '712 123456'),
  plan('ZA', '27', '0', '10 123 4567', '71 123 4567'),
  plan('US', '1', '', '212 555 0100', '415 555 0123'),
  plan('CA', '1', '', '514 555 0123', '604 555 0199'),
  {
    country: 'MX',
    code: '52',
    lines: [
      { groups: '55 1234 5678', trunk: '', formerly: ['5215512345678'] },
      { groups: '222 123 4567', trunk: '', formerly: ['5212221234567'] },
    ],
  },
  {
    country: 'BR',
    code: '55',
    lines: [
      { groups: '11 2345 6789', trunk: '0' },
      { groups: '11 98765 4321', trunk: '0', formerly: ['551187654321'] },
      { groups: '21 96123 4567', trunk: '0', formerly: ['552161234567'] },
    ],
  },
  {
    country: 'AR',
    code: '54',
    lines: [
      { groups: '11 4321 6789', trunk: '0' },
      {
        groups: '9 11 6123 4567',
        trunk: '0',
        national: '011 15 6123 4567',
        formerly: ['541161234567', '54111561234567'],
      },
      { groups: '9 351 612 3456', trunk: '0', national: '0351 15 612 3456', formerly: ['543516123456'] },
    ],
  },
  {
    country: 'CL',
    code: '56',
    lines: [
      { groups: '2 2712 3456', trunk: '', formerly: ['5627123456'] },
      { groups: '9 8765 4321', trunk: '' },
    ],
  },
  {
    country: 'CO',
    code: '57',
    lines: [
      { groups: '601 212 3456', trunk: '', formerly: ['5712123456'] },
      { groups: '321 123 4567', trunk: '' },
    ],
  },
  plan('PE', '51', '0', '1 123 4567', '912 345 678'),
  {
    country: 'EC',
    code: '593',
    lines: [
      { groups: '2 212 3456', trunk: '0' },
      { groups: '99 123 4567', trunk: '0', formerly: ['59391234567'] },
    ],
  },
  plan('CN', '86', '0', '10 1234 5678', '21 6123 4567'),
  plan('JP', '81', '0', '3 1234 5678', '90 1234 5678'),
  plan('KR', '82', '0', '2 2123 4567', '10 2123 4567'),
  plan('IN', '91', '0', '11 2345 6789', '81234 56789'),
  plan('AU', '61', '0', '2 9123 4567', '412 345 678'),
  plan('NZ', '64', '0', '3 234 5678', '21 123 4567'),
  plan('SG', '65', '', '6123 4567', '8123 4567'),
  plan('HK', '852', '', '2123 4567', '5123 4567'),
  plan('TH', '66', '0', '2 123 4567', '81 234 5678'),
  {
    country: 'VN',
    code: '84',
    lines: [
      { groups: '91 234 56 78', trunk: '0' },
      { groups: '70 123 45 67', trunk: '0', formerly: ['841201234567'] },
      { groups: '36 123 45 67', trunk: '0', formerly: ['841661234567'] },
    ],
  },
  plan('ID', '62', '0', '21 8350 1234', '812 3456 789'),
  plan('PH', '63', '0', '2 3234 5678', '905 123 4567'),
  plan('MY', '60', '0', '3 2385 6789', '12 345 6789'),
];

function plan(country: string, code: string, trunk: string, ...groups: string[]): CorpusCountry {
  return { country, code, lines: groups.map((one) => ({ groups: one, trunk })) };
}
