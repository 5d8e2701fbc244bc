import { describe, expect, it } from 'vitest';
import { historyDiff } from './history-diff';

describe('historyDiff', () => {
  it('shows only what changed', () => {
    expect(historyDiff({ name: 'EU', mode: 'oauth' }, { name: 'Europe', mode: 'oauth' })).toEqual([
      { kind: 'value', field: 'name', before: 'EU', after: 'Europe' },
    ]);
  });

  it('shows the one side of a creation and of a deletion', () => {
    expect(historyDiff(null, { name: 'EU', scopes: ['a', 'b'] })).toEqual([
      { kind: 'value', field: 'name', before: null, after: 'EU' },
      { kind: 'value', field: 'scopes', before: null, after: 'a, b' },
    ]);
    expect(historyDiff({ name: 'EU' }, null)).toEqual([{ kind: 'value', field: 'name', before: 'EU', after: null }]);
  });

  it('takes absent, null, empty text and an empty list for the same nothing', () => {
    expect(historyDiff({ a: null, b: '', c: [], e: {} }, { d: null, c: null })).toEqual([]);
  });

  it('says what came into a list and what went', () => {
    expect(historyDiff({ scopes: ['a', 'b'], on: false }, { scopes: ['b', 'c'], on: true })).toEqual([
      { kind: 'list', field: 'scopes', added: ['c'], removed: ['a'] },
      { kind: 'value', field: 'on', before: 'false', after: 'true' },
    ]);
  });

  it('shows another order as a whole', () => {
    expect(historyDiff({ order: ['a', 'b'] }, { order: ['b', 'a'] })).toEqual([
      { kind: 'value', field: 'order', before: 'a, b', after: 'b, a' },
    ]);
  });

  it('says a name with its id by the name', () => {
    expect(historyDiff(null, { to: { id: '1', name: 'Atelier' } })).toEqual([
      { kind: 'value', field: 'to', before: null, after: 'Atelier' },
    ]);
  });

  it('goes to the parts that differ, counting places from 1', () => {
    const before = { steps: [{ objectId: 'o', fields: ['f'] }], moment: 'presented' };
    const after = { steps: [{ objectId: 'o', fields: ['f', 'g'] }], moment: 'accepted' };
    expect(historyDiff({ definition: before }, { definition: after })).toEqual([
      {
        kind: 'parts',
        field: 'definition',
        parts: [
          { path: ['steps', '1', 'fields'], before: 'f', after: 'f, g' },
          { path: ['moment'], before: 'presented', after: 'accepted' },
        ],
      },
    ]);
    expect(historyDiff({ definition: before }, { definition: before })).toEqual([]);
  });
});
