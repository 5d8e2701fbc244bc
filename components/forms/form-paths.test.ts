import { describe, expect, it } from 'vitest';
import { dirtyPaths, errorEntries, nearestField } from './form-paths';

describe('errorEntries', () => {
  it('finds every error message in a tree, with its path', () => {
    const errors = {
      name: { type: 'too_small', message: 'Fill this in.' },
      steps: [undefined, { objectId: { type: 'custom', message: 'Choose one.' } }],
    };
    expect(errorEntries(errors)).toEqual([
      ['name', 'Fill this in.'],
      ['steps.1.objectId', 'Choose one.'],
    ]);
  });

  it("isn't confused by fields named message or type", () => {
    expect(
      errorEntries({ message: { type: 'x', message: 'Too long.' }, type: { type: 'x', message: 'Choose one.' } }),
    ).toEqual([
      ['message', 'Too long.'],
      ['type', 'Choose one.'],
    ]);
  });

  it("doesn't descend into DOM elements", () => {
    const node = { name: { type: 'x', message: 'Wrong.' } };
    expect(errorEntries({ steps: { ref: node } })).toEqual([]);
  });
});

describe('dirtyPaths', () => {
  it('lists the changed fields', () => {
    expect(dirtyPaths({ name: true, mode: false, steps: [undefined, { objectId: true }] })).toEqual([
      'name',
      'steps.1.objectId',
    ]);
  });
});

describe('nearestField', () => {
  it('falls back to the list that contains the value', () => {
    expect(nearestField({ scopes: 'Scopes' }, 'scopes.3')).toEqual({ path: 'scopes', field: 'Scopes' });
    expect(nearestField({ scopes: 'Scopes' }, 'name')).toBeUndefined();
  });
});
