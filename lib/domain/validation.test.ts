import { describe, expect, it } from 'vitest';
import { isStorable, unstorablePaths } from './validation';

describe('texts that a database cannot keep', () => {
  it.each(['\u0000', 'a\u0000', '\ud800', '\udc00x', 'a\ud83d'])('%j', (text) => expect(isStorable(text)).toBe(false));
  it.each(['', 'Chloé', '😀', '\u202e', '\n\t', '\ue000'])('but not %j', (text) => expect(isStorable(text)).toBe(true));

  it('are found at every depth, with the path of each', () => {
    expect(unstorablePaths({ name: 'a', fields: [{ name: '\u0000' }], deep: { er: { still: '\ud800' } }, n: 1, at: new Date(), none: null }).sort()).toEqual(['deep.er.still', 'fields.0.name']);
    expect(unstorablePaths('\u0000')).toEqual(['']);
    expect(unstorablePaths({ values: { 'a\u0000': 'x' } })).toEqual(['values']);
    expect(unstorablePaths(undefined)).toEqual([]);
  });

  it('however deep somebody nests them', () => {
    let value: unknown = '\u0000';
    for (let level = 0; level < 100_000; level += 1) value = [value];
    expect(unstorablePaths(value)).toHaveLength(1);
  });
});
