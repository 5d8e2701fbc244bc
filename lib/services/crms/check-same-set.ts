import { AppError } from '@/lib/domain/base/app-error';

/** An order must name exactly what is there: somebody may have added or removed one meanwhile. */
export function checkSameSet(rows: readonly { id: string }[], ids: readonly string[]): void {
  const stored = new Set(rows.map(({ id }) => id));
  if (stored.size !== ids.length || !ids.every((id) => stored.has(id)))
    throw new AppError('CONFLICT', { key: 'order_changed_meanwhile' });
}
