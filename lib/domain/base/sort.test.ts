import { describe, expect, it } from 'vitest';
import { readSort, sortSchema } from './sort';

const KEYS = ['name', 'changed'] as const;

describe('sort order', () => {
  it("ignores columns that the list doesn't have", () => {
    for (const text of [null, '', '-', '--name', 'Name', 'name ', 'version'])
      expect(readSort(KEYS, text)).toBeUndefined();
  });

  it('is ascending, or descending with a hyphen', () => {
    expect(readSort(KEYS, 'changed')).toEqual({ by: 'changed', direction: 'asc' });
    expect(readSort(KEYS, '-name')).toEqual({ by: 'name', direction: 'desc' });
  });

  it('is optional in the API, but an unknown one is refused', () => {
    expect(sortSchema(KEYS).safeParse('version').error?.issues[0]?.message).toBe('not_offered');
    expect(sortSchema(KEYS).parse(undefined)).toBeUndefined();
    expect(sortSchema(KEYS).parse('-name')).toEqual({ by: 'name', direction: 'desc' });
  });
});
