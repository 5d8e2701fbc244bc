import { describe, expect, it } from 'vitest';
import { readSort, sortSchema } from './sort';

const KEYS = ['name', 'changed'] as const;

describe('the order of a list', () => {
  it('is none that the list does not have', () => {
    for (const text of [null, '', '-', '--name', 'Name', 'name ', 'version'])
      expect(readSort(KEYS, text)).toBeUndefined();
  });

  it('goes upwards, or downwards with a hyphen', () => {
    expect(readSort(KEYS, 'changed')).toEqual({ by: 'changed', direction: 'asc' });
    expect(readSort(KEYS, '-name')).toEqual({ by: 'name', direction: 'desc' });
  });

  it('is refused by the API when it is not known, and may be absent', () => {
    expect(sortSchema(KEYS).safeParse('version').error?.issues[0]?.message).toBe('not_offered');
    expect(sortSchema(KEYS).parse(undefined)).toBeUndefined();
    expect(sortSchema(KEYS).parse('-name')).toEqual({ by: 'name', direction: 'desc' });
  });
});
