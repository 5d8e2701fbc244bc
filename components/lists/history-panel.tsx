'use client';

import { useTranslations } from 'use-intl';
import type { HistoryItem } from '@/lib/domain/answers/row';
import { Time } from '../ui/time';
import { HistoryChanges } from './history-changes';

export interface HistoryPanelProps {
  items: readonly HistoryItem[];
  /** Labels of the page's own fields. Common ones are built in. */
  fieldLabels?: Readonly<Record<string, string>>;
  /** Shows each entry's entity, for lists about several entities. */
  showEntity?: boolean;
}

/** Who changed what and when, each field before and after. */
export function HistoryPanel({ items, fieldLabels, showEntity = false }: HistoryPanelProps) {
  const t = useTranslations('lists');
  if (items.length === 0) return <p className="text-muted">{t('history.empty')}</p>;
  return (
    <ol className="divide-y">
      {items.map((item) => (
        <li key={item.id} className="py-4 first:pt-0 last:pb-0">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4">
            <p className="min-w-0 break-words">
              <span className="font-medium">{t(`actions.${item.action}`)}</span>
              {showEntity && <span>: {item.entityName}</span>}
            </p>
            <p className="text-sm text-muted">
              {item.actorKind === 'user' || item.actorKind === 'api-key'
                ? item.actorName
                : t(`actor.${item.actorKind}`)}
              {' · '}
              <Time value={item.at} />
            </p>
          </div>
          <HistoryChanges item={item} fieldLabels={fieldLabels} />
        </li>
      ))}
    </ol>
  );
}
