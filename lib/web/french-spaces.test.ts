import { describe, expect, it } from 'vitest';
import { setFrenchSpaces } from './french-spaces';

describe('setFrenchSpaces', () => {
  it('keeps punctuation on the line of its word, at every depth', () => {
    expect(setFrenchSpaces({ a: 'Quitter cette page ?', b: { c: 'Le scénario « VIP » : actif' } })).toEqual({
      a: 'Quitter cette page\u00a0?',
      b: { c: 'Le scénario «\u00a0VIP\u00a0»\u00a0: actif' },
    });
  });
  it('leaves URLs, times and message syntax alone', () => {
    const text = '{count, plural, =0 {Aucun} one {Un} other {#}} sur https://exemple.fr à 10:42';
    expect(setFrenchSpaces({ text })).toEqual({ text });
  });
});
