import type { HistoryItem } from '@/lib/domain/answers/row';

/** History entries in the API's format, for the history panel. */
export function historyItems<T extends Omit<HistoryItem, 'at'> & { at: Date }>(items: readonly T[]): HistoryItem[] {
  return items.map((item) => ({ ...item, at: item.at.toISOString() }));
}
