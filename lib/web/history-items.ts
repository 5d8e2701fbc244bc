import type { HistoryItem } from '@/lib/domain/answers/row';

/** Entries as the panel takes them: in the form in which the API gives them. */
export function historyItems<T extends Omit<HistoryItem, 'at'> & { at: Date }>(items: readonly T[]): HistoryItem[] {
  return items.map((item) => ({ ...item, at: item.at.toISOString() }));
}
