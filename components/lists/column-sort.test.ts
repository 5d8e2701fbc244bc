import { describe, expect, it } from 'vitest';
import { columnSort } from './column-sort';

describe('columnSort', () => {
  it('sorts upwards first, then the other way', () => {
    expect(columnSort({}, 'name')).toEqual({ href: '?sort=name', direction: 'none' });
    expect(columnSort({ sort: 'name' }, 'name')).toEqual({ href: '?sort=-name', direction: 'ascending' });
    expect(columnSort({ sort: '-name' }, 'name')).toEqual({ href: '?sort=name', direction: 'descending' });
  });
  it('keeps search and filters and returns to the first page', () => {
    expect(columnSort({ q: 'a b', tag: ['x', 'y'], page: '3', status: undefined }, 'name').href).toBe(
      '?q=a+b&tag=x&tag=y&sort=name',
    );
  });
  it('knows the order that the list has by itself', () => {
    expect(columnSort({}, 'name', 'name').direction).toBe('ascending');
    expect(columnSort({ sort: '-changed' }, 'name', 'name').direction).toBe('none');
  });
});
