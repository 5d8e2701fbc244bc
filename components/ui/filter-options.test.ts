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
  it('also searches the secondary name, and requires every word', () => {
    expect(filterOptions(options, 'mobilephone numero').map((option) => option.label)).toEqual(['Numéro de mobile']);
    expect(filterOptions(options, 'mobile company')).toEqual([]);
  });
  it('puts options that start with the query first', () => {
    expect(filterOptions(options, 'mob').map((option) => option.label)).toEqual(['Mobile', 'Numéro de mobile']);
  });
  it('shows all options while the query is empty', () => {
    expect(filterOptions(options, '  ')).toHaveLength(3);
  });
});

describe('moveItem', () => {
  it('moves items down, up and to either end without changing the original', () => {
    const items = ['a', 'b', 'c', 'd'];
    expect(moveItem(items, 0, 2)).toEqual(['b', 'c', 'a', 'd']);
    expect(moveItem(items, 3, 0)).toEqual(['d', 'a', 'b', 'c']);
    expect(moveItem(items, 1, 3)).toEqual(['a', 'c', 'd', 'b']);
    expect(items).toEqual(['a', 'b', 'c', 'd']);
  });
});
