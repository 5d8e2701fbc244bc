import { describe, expect, it } from 'vitest';
import { phoneKey, readTypedNumber } from './key';

const FR = { defaultCountry: 'FR' };

describe('the search key of a number', () => {
  it.each([
    ['+33 1 76 00 01 01', '33176000101'],
    ['01 76 00 01 01', '33176000101'],
    ['0033176000101', '33176000101'],
    ['sip:+33176000101@198.51.100.7:5060', '33176000101'],
    ['+33 1 76 00 01 01 ext. 12', '33176000101'],
    ['020 7946 0958', '02079460958'],
    ['4711', '4711'],
    ['sip:4711@198.51.100.7', '4711'],
    ['112', '112'],
    ['anonymous', null],
    ['Anna7', null],
    ['', null],
  ])('%s: %s', (raw, key) => {
    expect(phoneKey(raw, FR)).toBe(key);
  });

  it('uses the country of the called line first', () => {
    expect(phoneKey('030 55443322', { defaultCountry: 'FR', dialledCountry: 'DE' })).toBe('493055443322');
  });
});

describe('a number someone typed', () => {
  it('is searched by its key and in every spelling it may be stored in', () => {
    const keys = ['33176000101', '330176000101', '0033176000101', '00330176000101', '0176000101', '176000101'];
    for (const text of ['01 76 00 01 01', '+33176000101', '+33 (0)1.76.00.01.01'])
      expect(readTypedNumber(text, 'FR'), text).toEqual({ kind: 'whole', keys });
    expect(readTypedNumber('202-555-0143', 'US')).toMatchObject({
      kind: 'whole',
      keys: expect.arrayContaining(['12025550143', '2025550143']),
    });
    expect(readTypedNumber('06 1234 5678', 'IT')).toMatchObject({
      kind: 'whole',
      keys: expect.arrayContaining(['390612345678', '0612345678']),
    });
  });

  it.each([
    ['01 76 00', '17600'],
    ['+33 (0)1 76', '33176'],
    ['76-00', '7600'],
    ['4711', '4711'],
  ])('is searched as part of a number if incomplete: %s', (text, digits) => {
    expect(readTypedNumber(text, 'FR')).toEqual({ kind: 'part', digits });
  });

  it.each(['', '01', '00 00', 'call-4711', 'a@1234567.example', 'Léa 0176'])(
    "isn't searched if it isn't a number: %s",
    (text) => {
      expect(readTypedNumber(text, 'FR')).toBeNull();
    },
  );
});
