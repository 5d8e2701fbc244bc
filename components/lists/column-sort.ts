import type { Column } from './entity-table';

type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * What a column's heading does: `?sort=name` upwards, `?sort=-name` downwards, the other filters kept, back to the first page.
 * `initial` is the order of a list whose URL says none.
 */
export function columnSort(query: Query, key: string, initial?: string): NonNullable<Column<never>['sort']> {
  const sort = typeof query['sort'] === 'string' ? query['sort'] : initial;
  const direction = sort === key ? 'ascending' : sort === `-${key}` ? 'descending' : 'none';
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (name === 'page' || name === 'sort' || value === undefined) continue;
    for (const one of typeof value === 'string' ? [value] : value) params.append(name, one);
  }
  params.set('sort', direction === 'ascending' ? `-${key}` : key);
  return { href: `?${params.toString()}`, direction };
}
