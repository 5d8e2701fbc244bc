import { describe, expect, it } from 'vitest';
import { durationText } from './duration-text';
import { choosableOptions, readableValue, withPresent, type ReadableField } from './readable-field';

const context = { locale: 'fr', timeZone: 'Europe/Paris', defaultCountry: 'FR', words: { yes: 'Oui', no: 'Non' } };
const field = (more: Partial<ReadableField>): ReadableField => ({
  id: 'f',
  name: 'F',
  apiName: 'f',
  type: 'short_text',
  options: [],
  unit: null,
  ...more,
});
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('durations', () => {
  it.each([
    [75_000, '1 min 15 s'],
    [0, '0 s'],
    [400, '0 s'],
    [59_600, '1 min'],
    [3_600_000, '1 h'],
    [3_605_000, '1 h 5 s'],
    [90_061_000, '25 h 1 min 1 s'],
    [-5, '0 s'],
  ])('%d ms: %s', (ms, text) => expect(plain(durationText(ms))).toBe(text));
});

describe('formatting a value for users', () => {
  it("adds the CRM's unit to a number", () => {
    const duration = field({ type: 'numeric', unit: 'milliseconds' });
    expect(plain(readableValue(duration, '75000', context))).toBe('1 min 15 s');
    expect(readableValue(duration, 'long', context)).toBe('long');
    expect(readableValue(duration, null, context)).toBe('');
  });

  it("shows an option's label, whatever the field type", () => {
    const options = [{ value: 'f240bbac-87c9-4f6e-bf70-924b57d47db7', label: 'Connecté' }];
    expect(readableValue(field({ options }), 'f240bbac-87c9-4f6e-bf70-924b57d47db7', context)).toBe('Connecté');
    expect(readableValue(field({ options }), 'another', context)).toBe('another');
    const several = [
      { value: 'a', label: 'Alpha' },
      { value: 'b', label: 'Beta' },
      { value: 'a;b', label: 'Both' },
    ];
    expect(readableValue(field({ options: several.slice(0, 2) }), 'a;b', context)).toBe('Alpha, Beta');
    expect(readableValue(field({ options: several }), 'a;b', context)).toBe('Both');
    expect(readableValue(field({ options: several }), 'a;x', context)).toBe('a;x');
    expect(readableValue(field({ options: several }), '', context)).toBe('');
  });

  it("uses the user's time zone and language", () => {
    expect(plain(readableValue(field({ type: 'date_time' }), '2026-11-25T09:30:00.123Z', context))).toMatch(
      /^25 nov\. 2026.* 10:30$/,
    );
    expect(
      readableValue(field({ type: 'date_time' }), '2026-11-25T09:30:00.123Z', { ...context, locale: 'en' }),
    ).toMatch(/^25 Nov 2026, 10:30$/);
    expect(readableValue(field({ type: 'phone' }), '+33176360001', context)).toBe('01 76 36 00 01');
  });
});

describe('the options of a value', () => {
  const own = [{ value: 'a', label: 'Alpha' }];
  const accountOptions = [{ value: '3', label: 'Waiting' }];

  it("are the list's own, or for text the account's options", () => {
    expect(choosableOptions({ type: 'list', options: own, accountOptions })).toEqual(own);
    expect(choosableOptions({ type: 'short_text', options: [], accountOptions })).toEqual(accountOptions);
    expect(choosableOptions({ type: 'long_text', options: [] })).toEqual([]);
    expect(choosableOptions({ type: 'yes_no', options: [], accountOptions })).toEqual([]);
  });

  it('include the current value', () => {
    expect(withPresent(accountOptions, '3')).toBe(accountOptions);
    expect(withPresent(accountOptions, '')).toBe(accountOptions);
    expect(withPresent(accountOptions, 'gone')).toEqual([{ value: 'gone', label: 'gone' }, ...accountOptions]);
  });
});
