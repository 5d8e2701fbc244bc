import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareNumbers } from './compare';
import { countryOfLine, formatPhone, readPhone, readPhones, type PhoneContext, type PhoneForms } from './phone';

const FR: PhoneContext = { defaultCountry: 'FR' };
const GB: PhoneContext = { defaultCountry: 'GB' };
const US: PhoneContext = { defaultCountry: 'US' };
const DE: PhoneContext = { defaultCountry: 'DE' };
const NONE: PhoneContext = { defaultCountry: null };

function phone(raw: string, context: PhoneContext = FR): PhoneForms {
  const reading = readPhone(raw, context);
  if (!reading.ok) throw new Error(`${raw}: ${reading.reason}`);
  return reading.phone;
}

describe('readPhone', () => {
  it.each([
    ['+33176000101', FR],
    ['+33 1 76 00 01 01', US],
    ['+33 (0)1 76 00 01 01', DE],
    ['+33(0)1.76.00.01.01', US],
    ['0033 1 76 00 01 01', FR],
    ['00 33 1 76 00 01 01', GB],
    ['0033176000101', US],
    ['01 76 00 01 01', FR],
    ['01.76.00.01.01', FR],
    ['01-76-00-01-01', FR],
    ['01/76/00/01/01', FR],
    ['0176000101', FR],
    ['  0176000101   ', FR],
    ['33176000101', US],
    ['33176000101', FR],
    ['tel:+33176000101', US],
    ['tel:+33-1-76-00-01-01', US],
    ['sip:+33176000101@pbx.local', US],
    ['\u202a+33176000101\u202c', FR],
    ['+33\u00a01\u00a076\u202f00\u00a001\u00a001', US],
    ['０１７６０００１０１', FR],
    ['٠١٧٦٠٠٠١٠١', FR],
    ['Tél. 01 76 00 01 01', FR],
    ['01 76 00 01 01 (bureau)', FR],
    ['011 33 1 76 00 01 01', US],
  ] as const)('reads %j as a French number', (raw, context) => {
    expect(phone(raw, context)).toMatchObject({ raw, e164: '+33176000101', national: '176000101', extension: null });
  });

  it.each([
    ['+44 (0)20 7946 0958', FR, '+442079460958', '2079460958'],
    ['020 7946 0958', GB, '+442079460958', '2079460958'],
    ['(020) 7946-0958', GB, '+442079460958', '2079460958'],
    ['011 44 20 7946 0958', US, '+442079460958', '2079460958'],
    ['442079460958', FR, '+442079460958', '2079460958'],
    ['(212) 555-0100', US, '+12125550100', '2125550100'],
    ['1-212-555-0100', US, '+12125550100', '2125550100'],
    ['+1.212.555.0100', FR, '+12125550100', '2125550100'],
    ['12125550100', FR, '+12125550100', '2125550100'],
    ['030/901820', DE, '+4930901820', '30901820'],
    ['+49 (0)30 / 901820', FR, '+4930901820', '30901820'],
    ['0049-30-901820', FR, '+4930901820', '30901820'],
    ['0612345678', { defaultCountry: 'IT' }, '+390612345678', '0612345678'],
  ] as const)('reads %j', (raw, context, e164, national) => {
    expect(phone(raw, context)).toMatchObject({ e164, national });
  });

  it.each([
    ['+33 1 76 00 01 01 ext. 12', '12'],
    ['+33 1 76 00 01 01 x12', '12'],
    ['01 76 00 01 01 poste 12', '12'],
    ['01 76 00 01 01 #345', '345'],
    ['01 76 00 01 01, extension 7', '7'],
    ['tel:+33176000101;ext=5', '5'],
    ['01 76 00 01 01 (poste 42)', '42'],
    ['0176000101 Durchwahl 9', '9'],
  ])('strips the extension from %j', (raw, extension) => {
    expect(phone(raw)).toMatchObject({ e164: '+33176000101', extension });
  });

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['\u200e', 'empty'],
    ['anonymous', 'withheld'],
    ['Anonymous', 'withheld'],
    ['sip:anonymous@anonymous.invalid', 'withheld'],
    ['anonymous@anonymous.invalid', 'withheld'],
    ['Private number', 'withheld'],
    ['Numéro masqué', 'withheld'],
    ['Unbekannt', 'withheld'],
    ['+266696687', 'withheld'],
    ['"Unknown"', 'withheld'],
    ['112', 'short_code'],
    ['911', 'short_code'],
    ['36179', 'short_code'],
    ['118218', 'short_code'],
    ['1234', 'internal_extension'],
    ['42', 'internal_extension'],
    ['2001', 'internal_extension'],
    ['MYBANK', 'alphanumeric'],
    ['BANK2024', 'alphanumeric'],
    ['1-800-FLOWERS', 'alphanumeric'],
    ['+', 'unparseable'],
    ['---', 'unparseable'],
    ['+999', 'unparseable'],
    ['12345678901234567890', 'unparseable'],
    ['01 76 00 01 01'.repeat(20), 'unparseable'],
  ] as const)('refuses %j as %s', (raw, reason) => {
    expect(readPhone(raw, FR)).toMatchObject({ ok: false, reason, raw });
  });

  it("leaves the country open if the number doesn't include it", () => {
    expect(phone('+33176000101', US).country).toBe('FR');
    expect(phone('0176000101', FR).country).toBeNull();
    expect(phone('0176000101', NONE)).toMatchObject({ e164: null, national: '176000101', country: null });
    expect(phone('020 7946 0958', FR)).toMatchObject({ e164: null, national: '2079460958' });
  });

  it('prefers the country of the called line to the default', () => {
    expect(phone('020 7946 0958', { defaultCountry: 'FR', dialledCountry: 'GB' }).e164).toBe('+442079460958');
    expect(phone('01 76 00 01 01', { defaultCountry: 'FR', dialledCountry: 'GB' }).e164).toBe('+33176000101');
    expect(countryOfLine('+44 20 7946 0000', 'FR')).toBe('GB');
    expect(countryOfLine('01 76 00 00 00', 'FR')).toBe('FR');
    expect(countryOfLine(undefined, 'FR')).toBeNull();
  });

  it('ignores an unknown country', () => {
    expect(phone('0176000101', { defaultCountry: 'XX' }).e164).toBeNull();
    expect(phone('0176000101', { defaultCountry: '__proto__', dialledCountry: 'constructor' }).e164).toBeNull();
  });

  it('reads both numbers in a value that contains two', () => {
    expect(readPhones('06 12 34 56 78 / 01 76 00 01 01', FR).map((read) => read.e164)).toEqual([
      '+33612345678',
      '+33176000101',
    ]);
    expect(readPhones('06 12 34 56 78 ou 01 76 00 01 01', FR)).toHaveLength(2);
    expect(readPhones('030/901820', DE).map((read) => read.e164)).toEqual(['+4930901820']);
    expect(readPhones('n/a', FR)).toEqual([]);
  });

  it.each([
    ['+55 (0xx31) 98765-4321', FR],
    ['(0XX31) 98765-4321', { defaultCountry: 'BR' }],
    ['0xx31 98765-4321', { defaultCountry: 'BR' }],
    ['0 xx 31 98765-4321', { defaultCountry: 'BR' }],
  ])('reads %j, where the caller chooses the carrier, as a Brazilian number', (raw, context) => {
    expect(phone(raw, context)).toMatchObject({ e164: '+5531987654321', extension: null });
  });

  it('formats numbers for display', () => {
    expect(formatPhone('+33176000101', FR)).toBe('01 76 00 01 01');
    expect(formatPhone('0176000101', { defaultCountry: 'FR' })).toBe('01 76 00 01 01');
    expect(formatPhone('+33176000101', GB)).toBe('+33 1 76 00 01 01');
    expect(formatPhone(' anonymous ', FR)).toBe('anonymous');
    expect(formatPhone('+33176000101 x12', FR)).toBe('01 76 00 01 01 ext. 12');
  });
});

describe('compareNumbers', () => {
  it.each([
    ['exact', '+33176000101', FR, '01.76.00.01.01 ', FR],
    ['exact', '+442079460958', FR, '020 7946 0958', GB],
    ['exact', '+12125550100', FR, '(212) 555-0100', US],
    ['exact', '+4930901820', FR, '030/901820', DE],
    ['probable', '+442079460958', FR, '020 7946 0958', FR],
    ['probable', '+33176000101', FR, '0176000101', NONE],
    ['probable', '+33176000101', FR, '+33 1 76 00 01 01 poste 12', FR],
    ['maybe', '+442079460958', FR, '7946 0958', FR],
    ['maybe', '+212612345678', FR, '06 12 34 56 78', FR],
    ['maybe', '+33 1 76 00 01 01 x11', FR, '+33 1 76 00 01 01 x12', FR],
    ['none', '+212612345678', FR, '+33612345678', FR],
    ['none', '+33176000101', FR, '+33176000102', FR],
    ['none', '+33176000101', FR, '000101', { defaultCountry: 'AU' }],
  ] as const)('%s: %j and %j', (grade, a, contextA, b, contextB) => {
    const left = readPhone(a, contextA);
    const right = readPhone(b, contextB);
    expect(left.ok).toBe(true);
    expect(left.ok && right.ok ? compareNumbers(left.phone, right.phone) : 'none').toBe(grade);
  });

  it('is total and symmetric, and every number equals itself', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom(...Array.from('0123456789+()-./ x#;e')) }),
      fc.constantFrom('__proto__', 'constructor', '+33176000101', '0176000101', '020 7946 0958', '176000101'),
    );
    const country = fc.constantFrom('FR', 'GB', 'US', 'DE', 'IT', null, 'XX');
    fc.assert(
      fc.property(text, text, country, country, (a, b, defaultCountry, dialledCountry) => {
        const context = { defaultCountry, dialledCountry };
        const left = readPhone(a, context);
        const right = readPhone(b, context);
        readPhones(a, context);
        expect(typeof formatPhone(a, context)).toBe('string');
        if (!left.ok || !right.ok) return;
        expect(compareNumbers(left.phone, right.phone)).toBe(compareNumbers(right.phone, left.phone));
        expect(compareNumbers(left.phone, left.phone)).toBe(
          left.phone.lines[0]?.sureness === 'certain' ? 'exact' : 'probable',
        );
      }),
      { numRuns: 3000 },
    );
  });
});
