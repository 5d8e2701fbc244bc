import { AppError } from '@/lib/domain/base/app-error';

/** A new order must list exactly the current items: others may have added or removed one. */
export function checkSameSet(rows: readonly { id: string }[], ids: readonly string[]): void {
  const stored = new Set(rows.map(({ id }) => id));
  if (stored.size !== ids.length || !ids.every((id) => stored.has(id)))
    throw new AppError('CONFLICT', { key: 'order_changed_meanwhile' });
}

/** The names in order, before and after. */
export function orderHistory(rows: { id: string; name: string }[], ids: readonly string[]) {
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return { before: { order: rows.map(({ name }) => name) }, after: { order: ids.map((id) => names.get(id)) } };
}
