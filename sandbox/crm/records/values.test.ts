import { describe, expect, it } from 'vitest';
import { defineIn } from '../catalog/define';
import { normalizeValue, parseInstant } from './values';

const define = defineIn('test');

describe('values', () => {
  it.each([
    ['number/number', '12.50', '12.50'],
    ['number/number', '-3e2', '-3e2'],
    ['bool/booleancheckbox', 'TRUE', 'true'],
    ['datetime/date', '1700000000000', '2023-11-14T22:13:20Z'],
    ['datetime/date', '1700000000040', '2023-11-14T22:13:20.040Z'],
    ['datetime/date', '2026-03-29T02:30:00+02:00', '2026-03-29T00:30:00Z'],
    ['date/date', '1700006400000', '2023-11-15'],
    ['date/date', '2026-02-28', '2026-02-28'],
    ['string/text', '  kept as typed ', '  kept as typed '],
  ])('%s accepts %s', (kind, text, value) => {
    expect(normalizeValue(define('p', 'P', kind), text)).toEqual({ ok: true, value });
  });

  it.each([
    ['number/number', '12,5'],
    ['number/number', ''.padEnd(3, ' ')],
    ['number/number', 'NaN'],
    ['bool/booleancheckbox', 'yes'],
    ['date/date', '1700000000000'],
    ['date/date', '2026-02-30'],
    ['datetime/date', '2026-13-01T00:00:00Z'],
  ])('%s refuses "%s"', (kind, text) => {
    expect(normalizeValue(define('p', 'P', kind), text)).toMatchObject({ ok: false });
  });

  it('separates several options by semicolons, and accepts one for a select', () => {
    const many = define('p', 'P', 'enumeration/checkbox', { options: ['A', 'B'] });
    const one = define('p', 'P', 'enumeration/select', { options: ['A', 'B'] });
    expect(normalizeValue(many, ';A;B')).toEqual({ ok: true, value: 'A;B' });
    expect(normalizeValue(one, 'A;B')).toMatchObject({ ok: false, error: 'INVALID_OPTION' });
  });

  it("doesn't parse a time from invalid text", () => {
    expect(['', 'x', '2026-1-1', '2026-01-01 10:00', '12345678901234567890'].map(parseInstant)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});
