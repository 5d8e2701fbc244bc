import { describe, expect, it } from 'vitest';
import { casesOfOneLine } from '@/tests/support/phone-corpus/corpus';
import { readPhone, type PhoneContext } from './phone';

const FR: PhoneContext = { defaultCountry: 'FR' };

/** What systems report for a caller whose number they must not tell, or don't have. */
const REPORTED: [string, readonly string[]][] = [
  [
    'SIP',
    ['"Anonymous" <sip:anonymous@anonymous.invalid>', '<sip:anonymous@192.0.2.7>;tag=1', 'sip:anonymous@example.com'],
  ],
  [
    'SIP privacy',
    ['<sip:+33176000101@192.0.2.7>;privacy=id', '"Alix" <sip:+33176000101@192.0.2.7>;privacy=full;screen=yes'],
  ],
  [
    'SIP without a caller',
    ['sip:unknown@unknown.invalid', '<sip:unavailable@unknown.invalid>', 'sip:restricted@10.0.0.1'],
  ],
  ['a hidden name', ['"Private" <sip:+33176000101@10.0.0.1>', '"Numéro masqué" <sip:+33176000101@10.0.0.1>']],
  ['Asterisk', ['<unknown>', 'asterisk', 'prohib_passed_screen', 'Presentation Prohibited, Not Screened', 'prohib']],
  ['FreeSWITCH', ['0000000000', 'Unknown', 'No Caller ID', 'FreeSWITCH']],
  ['Q.931', ['Presentation restricted', 'Number not available due to interworking', 'Presentation not allowed']],
  ['telephone lines', ['P', 'O', 'Private', 'Out of area', 'p']],
  ['Twilio', ['+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253', 'Anonymous', 'RESTRICTED']],
  ['Twilio without a plus', ['266696687', '7378742833', '86282452253']],
  ['Cisco', ['Private Number', 'Unknown Number', 'Unavailable', 'Private Caller']],
  [
    'cloud systems',
    ['anonymous', 'Blocked', 'Caller ID withheld', 'NOT_PROVIDED', 'Not available', 'n/a', 'null', 'None'],
  ],
  ['nothing', ['0', '00', '0000', 'undefined', 'NaN']],
  ['French', ['Numéro masqué', 'Appel masqué', 'Numéro inconnu', 'NUMÉRO PRIVÉ', 'secret', 'Non communiqué']],
  ['French devices', ['Numéro caché', 'Identité masquée', 'identité non divulguée', 'Non disponible']],
  ['Dutch and Nordic', ['Verborgen nummer', 'Geblokkeerd', 'nummer undertryckt', 'Dolt nummer']],
  ['without umlauts', ['Rufnummer unterdrueckt', 'NUMMER UNTERDRUECKT']],
  ['Central Europe', ['Utajené číslo', 'Neznámé číslo', 'Numer prywatny', 'Titkos szám', 'Număr ascuns']],
  ['South-east', ['Skriven broj', 'Nepoznat broj', 'Özel numara', 'Απόκρυψη αριθμού']],
  ['Cyrillic', ['Номер не определён', 'не определен', 'Приватний номер']],
  ['Asia', ['非公開', '未知號碼', '發信人號碼不詳', '발신번호표시제한', 'Số ẩn', 'Nomor tidak dikenal', 'מספר חסוי']],
  ['Romance', ['Número no disponible', 'Non disponibile', 'Chamada restrita', 'CLIR', 'Not disclosed']],
  ['German', ['Unbekannt', 'Unterdrückt', 'Rufnummer unterdrückt', 'Anonym']],
  ['Spanish', ['Número oculto', 'Desconocido', 'Número privado']],
  ['Italian', ['Numero privato', 'Sconosciuto']],
  ['written otherwise', ['発信者番号なし', '발신번호 없음', 'ID приховано', 'Номер скрыто', 'رقم خاص']],
  [
    'others',
    ['Anoniem', 'Skjult nummer', 'Numer zastrzeżony', 'Скрытый номер', '非通知', 'رقم خاص'.replace('رقم ', '')],
  ],
];

describe('a withheld number', () => {
  it.each(REPORTED.flatMap(([system, texts]) => texts.map((text): [string, string] => [system, text])))(
    'is recognised as %s reports it: %s',
    (_, text) => {
      expect(readPhone(text, FR)).toMatchObject({ ok: false, reason: 'withheld' });
    },
  );

  it.each(['', ' ', '""', '<>'])('is what an empty one means: %j', (text) => {
    expect(readPhone(text, FR)).toMatchObject({ ok: false, reason: 'empty' });
  });

  it.each([
    ['"Unknown" <sip:+33176000101@10.0.0.1>', FR],
    ['"Privat GmbH" <sip:+33176000101@10.0.0.1>', FR],
    ['"P" <sip:+33176000101@10.0.0.1>', FR],
    ['+33176000101;privacy=none', FR],
    ['94844353', { defaultCountry: 'NO' }],
    ['94844353', { defaultCountry: 'SG' }],
    ['7378742833', { defaultCountry: 'US' }],
    ['+1 737 874 2833', FR],
    ['Private line 01 76 00 01 01', FR],
  ] as const)('is not %s', (text, context) => {
    expect(readPhone(text, context).ok).toBe(true);
  });

  it('is nobody’s own number, in any country and form', () => {
    const reported = new Map(casesOfOneLine().map(({ reported: text, deployment }) => [text, deployment]));
    const withheld = [...reported].filter(([text, deployment]) => {
      const reading = readPhone(text, deployment);
      return !reading.ok && reading.reason === 'withheld';
    });
    expect([reported.size > 1000, withheld]).toEqual([true, []]);
  });
});

/** By country; from the lists of the operators. */
const SERVICES: [string, readonly string[]][] = [
  [
    'FR',
    [
      '15',
      '17',
      '18',
      '112',
      '114',
      '115',
      '119',
      '191',
      '196',
      '3919',
      '1023',
      '116117',
      '118218',
      '+33112',
      '0033112',
    ],
  ],
  ['BE', ['100', '101', '110', '112', '1722', '105', '116000']],
  ['CH', ['112', '117', '118', '144', '145', '1414', '1811']],
  ['DE', ['110', '112', '115', '116117', '11833', '+49110']],
  ['GB', ['999', '112', '101', '105', '111', '118118', '116123']],
  ['IE', ['999', '112', '116123']],
  ['ES', ['112', '061', '080', '091', '062', '016']],
  ['IT', ['112', '113', '115', '118', '114', '1522']],
  ['PT', ['112', '117', '808']],
  ['PL', ['112', '997', '998', '999']],
  ['SE', ['112', '11414', '1177']],
  ['NO', ['110', '112', '113', '116117']],
  ['US', ['911', '112', '988', '211', '311', '411', '511', '611', '711', '811', '+1911']],
  ['CA', ['911', '988', '811']],
  ['MX', ['911', '065', '066', '089']],
  ['BR', ['190', '192', '193', '188']],
  ['AU', ['000', '106', '112']],
  ['NZ', ['111', '105']],
  ['JP', ['110', '119', '118', '171']],
  ['KR', ['112', '119']],
  ['CN', ['110', '119', '120', '122']],
  ['IN', ['100', '101', '102', '108', '112', '1091']],
  ['RU', ['01', '02', '03', '04', '101', '102', '103', '112']],
  ['ZA', ['10111', '10177', '112']],
  ['MA', ['15', '19', '112', '177']],
  ['IL', ['100', '101', '102']],
];

describe('an emergency or service number', () => {
  it.each(SERVICES.flatMap(([country, texts]) => texts.map((text): [string, string] => [country, text])))(
    'is no customer in %s: %s',
    (defaultCountry, text) => {
      const reading = readPhone(text, { defaultCountry });
      expect(['short_code', 'internal_extension']).toContain(reading.ok ? 'a number' : reading.reason);
    },
  );

  it.each(['urn:service:sos', 'urn:service:sos.fire', 'sip:112@10.0.0.1', '<sip:911@example.com;user=phone>'])(
    'is recognised in an address: %s',
    (text) => {
      expect(readPhone(text, FR)).toMatchObject({ ok: false, reason: 'short_code' });
    },
  );
});
