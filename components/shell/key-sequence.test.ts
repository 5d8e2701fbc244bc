import { describe, expect, it } from 'vitest';
import { readSequence } from './key-sequence';

const shortcuts = [{ keys: '/' }, { keys: 'g a' }, { keys: 'g g' }, { keys: 'c' }];

describe('readSequence', () => {
  it('matches a single key at once', () => {
    expect(readSequence(shortcuts, '', '/')).toEqual({ match: { keys: '/' }, pending: '' });
  });
  it('waits after the first key of two, then matches', () => {
    expect(readSequence(shortcuts, '', 'g')).toEqual({ match: undefined, pending: 'g' });
    expect(readSequence(shortcuts, 'g', 'a')).toEqual({ match: { keys: 'g a' }, pending: '' });
    expect(readSequence(shortcuts, 'g', 'g')).toEqual({ match: { keys: 'g g' }, pending: '' });
  });
  it('starts anew when the second key belongs to nothing', () => {
    expect(readSequence(shortcuts, 'g', 'c')).toEqual({ match: { keys: 'c' }, pending: '' });
    expect(readSequence(shortcuts, 'g', 'x')).toEqual({ match: undefined, pending: '' });
  });
  it('lets the page that came last win', () => {
    const twice = [
      { keys: '/', of: 'below' },
      { keys: '/', of: 'above' },
    ];
    expect(readSequence(twice, '', '/').match?.of).toBe('above');
  });
});
