import { describe, expect, it } from 'vitest';
import { historyDiff } from './history-diff';

describe('historyDiff', () => {
  it('shows only what changed', () => {
    expect(historyDiff({ name: 'EU', mode: 'oauth' }, { name: 'Europe', mode: 'oauth' })).toEqual([
      { kind: 'value', field: 'name', before: 'EU', after: 'Europe' },
    ]);
  });

  it('shows only one side for a creation or a deletion', () => {
    expect(historyDiff(null, { name: 'EU', scopes: ['a', 'b'] })).toEqual([
      { kind: 'value', field: 'name', before: null, after: 'EU' },
      { kind: 'value', field: 'scopes', before: null, after: 'a, b' },
    ]);
    expect(historyDiff({ name: 'EU' }, null)).toEqual([{ kind: 'value', field: 'name', before: 'EU', after: null }]);
  });

  it('treats missing, null, empty text and an empty list as equal', () => {
    expect(historyDiff({ a: null, b: '', c: [], e: {} }, { d: null, c: null })).toEqual([]);
  });

  it('lists items added to and removed from a list', () => {
    expect(historyDiff({ scopes: ['a', 'b'], on: false }, { scopes: ['b', 'c'], on: true })).toEqual([
      { kind: 'list', field: 'scopes', added: ['c'], removed: ['a'] },
      { kind: 'value', field: 'on', before: 'false', after: 'true' },
    ]);
  });

  it('shows a changed order as a whole', () => {
    expect(historyDiff({ order: ['a', 'b'] }, { order: ['b', 'a'] })).toEqual([
      { kind: 'value', field: 'order', before: 'a, b', after: 'b, a' },
    ]);
  });

  it('shows an entity by its name, not its ID', () => {
    expect(historyDiff(null, { to: { id: '1', name: 'Atelier' } })).toEqual([
      { kind: 'value', field: 'to', before: null, after: 'Atelier' },
    ]);
  });

  it('descends to the parts that differ, numbering positions from 1', () => {
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
