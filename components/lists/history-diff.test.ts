import { describe, expect, it } from 'vitest';
import { historyDiff } from './history-diff';

describe('historyDiff', () => {
  it('shows only what changed', () => {
    expect(historyDiff({ name: 'EU', mode: 'oauth' }, { name: 'Europe', mode: 'oauth' })).toEqual([{ field: 'name', before: 'EU', after: 'Europe' }]);
  });
  it('shows the one side of a creation and of a deletion', () => {
    expect(historyDiff(null, { name: 'EU' })).toEqual([{ field: 'name', before: null, after: 'EU' }]);
    expect(historyDiff({ name: 'EU' }, null)).toEqual([{ field: 'name', before: 'EU', after: null }]);
  });
  it('takes absent, null, empty text and an empty list for the same nothing', () => {
    expect(historyDiff({ a: null, b: '', c: [] }, { d: null })).toEqual([]);
  });
  it('reads lists as words and other values as data', () => {
    expect(historyDiff({ scopes: ['a'], on: false }, { scopes: ['a', 'b'], on: true })).toEqual([
      { field: 'scopes', before: 'a', after: 'a, b' },
      { field: 'on', before: 'false', after: 'true' },
    ]);
  });
});
