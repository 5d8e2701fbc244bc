import { describe, expect, it } from 'vitest';
import { columnSort } from './column-sort';

describe('columnSort', () => {
  it('sorts ascending first, then descending', () => {
    expect(columnSort({}, 'name')).toEqual({ href: '?sort=name', direction: 'none' });
    expect(columnSort({ sort: 'name' }, 'name')).toEqual({ href: '?sort=-name', direction: 'ascending' });
    expect(columnSort({ sort: '-name' }, 'name')).toEqual({ href: '?sort=name', direction: 'descending' });
  });
  it('keeps search and filters, and goes back to page 1', () => {
    expect(columnSort({ q: 'a b', tag: ['x', 'y'], page: '3', status: undefined }, 'name').href).toBe(
      '?q=a+b&tag=x&tag=y&sort=name',
    );
  });
  it("shows the list's default order", () => {
    expect(columnSort({}, 'name', 'name').direction).toBe('ascending');
    expect(columnSort({ sort: '-changed' }, 'name', 'name').direction).toBe('none');
  });
});
