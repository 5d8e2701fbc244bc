import { describe, expect, it } from 'vitest';
import { instantSchema, isStorable, unstorablePaths } from './validation';

describe("text that PostgreSQL can't store", () => {
  it.each(['\u0000', 'a\u0000', '\ud800', '\udc00x', 'a\ud83d'])('%j', (text) => expect(isStorable(text)).toBe(false));
  it.each(['', 'Chloé', '😀', '\u202e', '\n\t', '\ue000'])('accepts %j', (text) => expect(isStorable(text)).toBe(true));

  it('is found at every depth, with its path', () => {
    expect(
      unstorablePaths({
        name: 'a',
        fields: [{ name: '\u0000' }],
        deep: { er: { still: '\ud800' } },
        n: 1,
        at: new Date(),
        none: null,
      }).sort(),
    ).toEqual(['deep.er.still', 'fields.0.name']);
    expect(unstorablePaths('\u0000')).toEqual(['']);
    expect(unstorablePaths({ values: { 'a\u0000': 'x' } })).toEqual(['values']);
    expect(unstorablePaths(undefined)).toEqual([]);
  });

  it('is found however deeply it is nested', () => {
    let value: unknown = '\u0000';
    for (let level = 0; level < 100_000; level += 1) value = [value];
    expect(unstorablePaths(value)).toHaveLength(1);
  });
});

describe('instants', () => {
  it.each([
    '0000-01-01T00:00:00Z',
    '1969-12-31T23:59:59Z',
    '9999-12-31T23:59:59Z',
    '2026-02-30T00:00:00Z',
    '2026-01-01T00:00:00',
    '2026-01-01',
    '+275760-09-13T00:00:00Z',
    '2026-01-01T00:00:00+99:99',
  ])('refuses %s', (text) => expect(instantSchema.safeParse(text).success).toBe(false));
  it.each(['1970-01-01T00:00:00Z', '2026-11-23T09:30:00.000Z', '2026-11-23T09:30:00+05:45', '9998-12-31T23:59:59Z'])(
    'accepts %s',
    (text) => expect(instantSchema.safeParse(text).success).toBe(true),
  );
});
