'use client';

import { ArrowRight } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { HistoryItem } from '@/lib/domain/row-api';
import { Time } from '../ui/time';
import { historyDiff, type FieldChange } from './history-diff';

export interface HistoryPanelProps {
  items: readonly HistoryItem[];
  /** The page's own words for fields; the kit knows the common ones. */
  fieldLabels?: Readonly<Record<string, string>>;
  /** Names the thing of each entry: for a list about many things. */
  showEntity?: boolean;
}

/** Who changed what and when, each field before and after. */
export function HistoryPanel({ items, fieldLabels, showEntity = false }: HistoryPanelProps) {
  const t = useTranslations('lists');
  if (items.length === 0) return <p className="text-muted">{t('history.empty')}</p>;
  return (
    <ol className="space-y-4">
      {items.map((item) => {
        const changes = historyDiff(item.before, item.after);
        return (
          <li key={item.id} className="border-l-2 pl-3">
            <p>
              <span className="font-medium">{t(`actions.${item.action}`)}</span>
              {showEntity && <span className="font-medium">: {item.entityName}</span>}
            </p>
            <p className="text-sm text-muted">
              {item.actorKind === 'user' || item.actorKind === 'api-key' ? item.actorName : t(`actor.${item.actorKind}`)}
              {' · '}
              <Time value={item.at} />
            </p>
            {changes.length > 0 && <ChangeList changes={changes} fieldLabels={fieldLabels} />}
          </li>
        );
      })}
    </ol>
  );
}

function ChangeList({ changes, fieldLabels }: { changes: readonly FieldChange[]; fieldLabels: HistoryPanelProps['fieldLabels'] }) {
  const t = useTranslations('lists');
  const wordOf = (field: string, text: string) => {
    if (text === 'true' || text === 'false') return t(`values.${text}`);
    const key = `values.${field}.${text}`;
    return /^[a-z_]+$/.test(text) && t.has(key) ? t(key) : text;
  };
  const labelOf = (field: string) => fieldLabels?.[field] ?? (t.has(`fields.${field}`) ? t(`fields.${field}`) : field);
  return (
    <dl className="mt-1.5 space-y-1.5 text-sm">
      {changes.map((change) => (
        <div key={change.field} className="grid gap-x-3 sm:grid-cols-[minmax(7rem,28%)_1fr]">
          <dt className="text-muted">{labelOf(change.field)}</dt>
          <dd className="flex min-w-0 flex-wrap items-baseline gap-x-1.5">
            {change.before !== null && (
              <del className="min-w-0 break-words text-muted decoration-1">
                <span className="sr-only">{t('history.before')} </span>
                {wordOf(change.field, change.before)}
              </del>
            )}
            {change.before !== null && change.after !== null && <ArrowRight aria-hidden className="size-3.5 shrink-0 self-center text-muted" />}
            {change.after !== null && (
              <ins className="min-w-0 break-words no-underline">
                <span className="sr-only">{t('history.after')} </span>
                {wordOf(change.field, change.after)}
              </ins>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
