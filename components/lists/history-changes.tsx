'use client';

import { ArrowRight } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { HistoryItem } from '@/lib/domain/answers/row';
import { historyDiff, type FieldChange } from './history-diff';
import { useHistoryWords } from './use-history-words';

interface HistoryChangesProps {
  item: HistoryItem;
  fieldLabels: Readonly<Record<string, string>> | undefined;
}

/** The changes of one entry, by field. Structured values are collapsed. */
export function HistoryChanges({ item, fieldLabels }: HistoryChangesProps) {
  const words = useHistoryWords(item.names, fieldLabels);
  const changes = historyDiff(item.before, item.after);
  if (changes.length === 0) return null;
  return (
    <dl className="mt-2 space-y-1.5 text-sm">
      {changes.map((change) => (
        <div key={change.field} className="grid gap-x-3 sm:grid-cols-[minmax(7rem,28%)_1fr]">
          <dt className="min-w-0 break-words text-muted">{words.field(change.field)}</dt>
          <dd className="min-w-0">
            <Change change={change} words={words} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

type Words = ReturnType<typeof useHistoryWords>;

function Change({ change, words }: { change: FieldChange; words: Words }) {
  const t = useTranslations('lists');
  switch (change.kind) {
    case 'value':
      return (
        <BeforeAfter
          before={words.value(change.field, change.before)}
          after={words.value(change.field, change.after)}
        />
      );
    case 'list':
      return (
        <ul>
          {change.added.map((item) => (
            <li key={`+${item}`}>
              <ins className="break-words no-underline">
                <span className="sr-only">{t('history.added')} </span>
                <span aria-hidden className="font-mono text-success">
                  +{' '}
                </span>
                {words.value(change.field, item)}
              </ins>
            </li>
          ))}
          {change.removed.map((item) => (
            <li key={`-${item}`}>
              <del className="break-words text-muted decoration-1">
                <span className="sr-only">{t('history.removed')} </span>
                <span aria-hidden className="font-mono">
                  −{' '}
                </span>
                {words.value(change.field, item)}
              </del>
            </li>
          ))}
        </ul>
      );
    case 'parts':
      return (
        <details>
          <summary className="w-fit rounded-small text-muted hover:text-ink">
            {t('history.parts', { count: change.parts.length })}
          </summary>
          <dl className="mt-1.5 space-y-1.5 border-l-2 pl-3">
            {change.parts.map((part) => (
              <div key={part.path.join('.')}>
                <dt className="break-words text-muted">{part.path.map(words.field).join(' › ')}</dt>
                <dd>
                  <BeforeAfter
                    before={words.value(part.path.at(-1) ?? '', part.before)}
                    after={words.value(part.path.at(-1) ?? '', part.after)}
                  />
                </dd>
              </div>
            ))}
          </dl>
        </details>
      );
  }
}

function BeforeAfter({ before, after }: { before: string | null; after: string | null }) {
  const t = useTranslations('lists');
  return (
    <span className="flex min-w-0 flex-wrap items-baseline gap-x-1.5">
      {before !== null && (
        <del className="min-w-0 break-words text-muted decoration-1">
          <span className="sr-only">{t('history.before')} </span>
          {before}
        </del>
      )}
      {before !== null && after !== null && (
        <ArrowRight aria-hidden className="size-3.5 shrink-0 self-center text-muted" />
      )}
      {after !== null && (
        <ins className="min-w-0 break-words no-underline">
          <span className="sr-only">{t('history.after')} </span>
          {after}
        </ins>
      )}
    </span>
  );
}
