import { describe, expect, it } from 'vitest';
import { readSequence } from './key-sequence';

const shortcuts = [{ keys: '/' }, { keys: 'g a' }, { keys: 'g g' }, { keys: 'c' }];

describe('readSequence', () => {
  it('matches a single key immediately', () => {
    expect(readSequence(shortcuts, '', '/')).toEqual({ match: { keys: '/' }, pending: '' });
  });
  it('waits after the first key of two, then matches', () => {
    expect(readSequence(shortcuts, '', 'g')).toEqual({ match: undefined, pending: 'g' });
    expect(readSequence(shortcuts, 'g', 'a')).toEqual({ match: { keys: 'g a' }, pending: '' });
    expect(readSequence(shortcuts, 'g', 'g')).toEqual({ match: { keys: 'g g' }, pending: '' });
  });
  it('starts over when no shortcut continues with the second key', () => {
    expect(readSequence(shortcuts, 'g', 'c')).toEqual({ match: { keys: 'c' }, pending: '' });
    expect(readSequence(shortcuts, 'g', 'x')).toEqual({ match: undefined, pending: '' });
  });
  it('gives priority to the page opened last', () => {
    const twice = [
      { keys: '/', of: 'below' },
      { keys: '/', of: 'above' },
    ];
    expect(readSequence(twice, '', '/').match?.of).toBe('above');
  });
});
