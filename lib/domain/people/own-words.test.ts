import { describe, expect, it } from 'vitest';
import { isMadeOfOwnWords, ownWords } from './own-words';

const words = ownWords({
  name: 'Zoé Martin-Du Pré',
  email: 'z.martin@atelier-lumen.example',
  publicUrl: 'https://maker.lumen-calls.example',
});

it('the words of product, company, site and person', () => {
  expect([...words].sort()).toEqual(
    [
      'atelier',
      'atelierlumen',
      'calls',
      'lumen',
      'lumencalls',
      'maker',
      'martin',
      'pre',
      'zmartin',
      'zoe',
      'zoemartindupre',
    ].sort(),
  );
});

it('of a site without a domain, and without a name', () => {
  const few = ownWords({ name: '', email: 'a@b.example', publicUrl: 'http://localhost:3000' });
  expect([...few].sort()).toEqual(['localhost', 'maker']);
});

describe('a password', () => {
  it.each([
    'Maker-2026-Maker!',
    'm4k3r m4k3r 2026',
    'AtelierLumen2026',
    'Atel1er_Lumen_26',
    'zoé.martin.1987',
    'ZOE MARTIN du pre 1',
    'lumen.lumen.lumen',
    'Lumen-Calls-Maker',
    'z.martin@atelier-lumen.example'.slice(0, -8),
  ])('%s is made of them', (password) => {
    expect(isMadeOfOwnWords(password, words)).toBe(true);
  });

  it.each([
    'correct horse battery',
    // Few letters, but none of these words.
    '8391-5520-7714-!',
    'a maker of fine wooden tables',
    'lumen über den Wolken',
    'x7#K2p!9Lq4@',
  ])('%s is not', (password) => {
    expect(isMadeOfOwnWords(password, words)).toBe(false);
  });
});
