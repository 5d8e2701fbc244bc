import type { Column } from './entity-table';

type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Sorts by a column: `?sort=name` ascending, `?sort=-name` descending. Keeps the filters and returns to the first page.
 * `initial` is the default order.
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
