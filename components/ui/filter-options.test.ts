import { describe, expect, it } from 'vitest';
import { filterOptions } from './filter-options';
import { moveItem } from './move-item';

const options = [
  { label: 'Numéro de mobile', hint: 'mobilephone' },
  { label: 'Société', hint: 'company' },
  { label: 'Mobile' },
];

describe('filterOptions', () => {
  it('ignores accents and case', () => {
    expect(filterOptions(options, 'SOCIETE').map((option) => option.label)).toEqual(['Société']);
  });
  it('searches the second name, and wants every word', () => {
    expect(filterOptions(options, 'mobilephone numero').map((option) => option.label)).toEqual(['Numéro de mobile']);
    expect(filterOptions(options, 'mobile company')).toEqual([]);
  });
  it('puts what begins with the query first', () => {
    expect(filterOptions(options, 'mob').map((option) => option.label)).toEqual(['Mobile', 'Numéro de mobile']);
  });
  it('offers everything while nothing is typed', () => {
    expect(filterOptions(options, '  ')).toHaveLength(3);
  });
});

describe('moveItem', () => {
  it('moves down, up and to the ends without touching the original', () => {
    const items = ['a', 'b', 'c', 'd'];
    expect(moveItem(items, 0, 2)).toEqual(['b', 'c', 'a', 'd']);
    expect(moveItem(items, 3, 0)).toEqual(['d', 'a', 'b', 'c']);
    expect(moveItem(items, 1, 3)).toEqual(['a', 'c', 'd', 'b']);
    expect(items).toEqual(['a', 'b', 'c', 'd']);
  });
});
