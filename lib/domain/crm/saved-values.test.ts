import { describe, expect, it } from 'vitest';
import type { CrmFieldType } from './field-types';
import { findUnconfirmed, findUnsaved } from './saved-values';
import { isSameValue } from './fields';

const options = [
  { value: 'A', label: 'A' },
  { value: 'B', label: 'B' },
];
const field = (type: CrmFieldType, apiName = 'f') => ({ type, apiName, options: type === 'list' ? options : [] });
const kept = (type: CrmFieldType, sent: string | null, stored: string | null, before?: string) =>
  findUnsaved(
    [field(type)],
    { sent: { f: sent }, stored: { f: stored }, ...(before === undefined ? {} : { before: { f: before } }) },
    'FR',
  ).get('f') ?? 'kept';

describe('different spellings of the same value', () => {
  it.each<[CrmFieldType, string | null, string | null]>([
    ['numeric', '75000', '75000.0'],
    ['numeric', '-1.50', '-1.5'],
    ['date', '2026-11-23', '1795392000000'],
    ['date_time', '2026-11-23T09:30:00.250Z', '2026-11-23T09:30:00Z'],
    ['time', '09:30', '09:30:00'],
    ['yes_no', 'true', 'TRUE'],
    ['list', 'A;B', 'B;A'],
    ['phone', '01 76 99 88 01', '+33 1 76 99 88 01'],
    ['phone', '+33176998801', '0176998801'],
    ['phone', '36 30', '3630'],
    ['email', 'a@b.example', 'A@B.example'],
    ['url', 'https://lumen.example', 'https://lumen.example/'],
    ['short_text', 'Marie', ' Marie '],
    ['long_text', 'a\r\nb', 'a\nb'],
    ['short_text', null, ''],
  ])('in %s: %j is %j', (type, sent, stored) => {
    expect(kept(type, sent, stored)).toBe('kept');
  });
});

describe("values the CRM didn't save", () => {
  it("are reported with the CRM's value", () => {
    expect(kept('list', 'A', 'B', 'B')).toBe('old');
    expect(kept('short_text', null, 'still here', 'still here')).toBe('old');
    expect(kept('list', 'A', null, '')).toBe('empty');
    expect(kept('short_text', 'https://www.lumen.example', 'lumen.example', '')).toBe('other');
    expect(kept('numeric', '12', '13', '14')).toBe('other');
  });

  it('distinguishes two numbers, and a number with and without its extension', () => {
    expect(isSameValue(field('phone'), '+33176998801', '+33176998802', 'FR')).toBe(false);
    expect(isSameValue(field('phone'), '+33176998801 ext. 12', '+33176998801', 'FR')).toBe(false);
    expect(isSameValue(field('phone'), '+33176998801', '', 'FR')).toBe(false);
  });

  it('distinguishes a missing property from an empty one', () => {
    const sent = { f: 'x', gone: 'y', toString: 'z' };
    const fields = [field('short_text'), field('short_text', 'gone'), field('short_text', 'toString')];
    expect([...findUnsaved(fields, { sent, stored: { f: null } }, null)]).toEqual([
      ['f', 'empty'],
      ['gone', 'unknown'],
      ['toString', 'unknown'],
    ]);
    expect(findUnconfirmed(fields, sent, { f: 'x' }, null)).toEqual(['gone', 'toString']);
  });
});
