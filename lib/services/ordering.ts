import { AppError } from '@/lib/domain/base/app-error';

/** An order must name exactly what is there: somebody may have added or removed one meanwhile. */
export function checkSameSet(rows: readonly { id: string }[], ids: readonly string[]): void {
  const stored = new Set(rows.map(({ id }) => id));
  if (stored.size !== ids.length || !ids.every((id) => stored.has(id)))
    throw new AppError('CONFLICT', { key: 'order_changed_meanwhile' });
}

/** Names in their order, before and after. */
export function orderHistory(rows: { id: string; name: string }[], ids: readonly string[]) {
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return { before: { order: rows.map(({ name }) => name) }, after: { order: ids.map((id) => names.get(id)) } };
}
