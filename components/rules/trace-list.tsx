'use client';

import { Check, Dot, TriangleAlert, X } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { TraceEntry } from '@/lib/domain/trace';
import { useReadableObjects } from '../crm-objects/readable-objects';
import { cn } from '../ui/cn';
import { knownMessage } from '../ui/known-message';

const STYLES = {
  yes: { icon: Check, colour: 'text-success' },
  no: { icon: X, colour: 'text-muted' },
  info: { icon: Dot, colour: 'text-muted' },
  problem: { icon: TriangleAlert, colour: 'text-warning' },
};
const INDENT = ['', 'pl-5', 'pl-10'] as const;

type Entry = Pick<TraceEntry, 'code' | 'params' | 'tone' | 'level' | 'ref'>;

/** Parameters that are field values in the provider's format. */
const WITH_VALUES: ReadonlySet<TraceEntry['code']> = new Set([
  'field_filled',
  'field_kept_other',
  'field_kept_nothing',
]);
const VALUES: ReadonlySet<string> = new Set(['value', 'kept']);

/** Explains a decision, one sentence per trace entry. Needs the namespaces `trace` and `interaction-data`. */
export function TraceList({ entries, label }: { entries: readonly Entry[]; label: string }) {
  const t = useTranslations('trace');
  const data = useTranslations('interaction-data');
  const { fieldOf, formatValue } = useReadableObjects();
  const inWords = ({ code, params, ref }: Entry): TraceEntry['params'] => {
    const { source } = params;
    // Translate the name of an interaction datum; show a template as written.
    const datum = typeof source === 'string' ? knownMessage(data, source) : null;
    if (datum !== null) return { ...params, source: datum };
    const field = WITH_VALUES.has(code) && ref?.type === 'field' ? fieldOf(ref.id) : undefined;
    return field
      ? Object.fromEntries(
          Object.entries(params).map(([name, value]) => [
            name,
            VALUES.has(name) && typeof value === 'string' ? formatValue(field, value) : value,
          ]),
        )
      : params;
  };
  return (
    <ol aria-label={label} className="space-y-1 text-sm">
      {entries.map((entry, index) => {
        const { code, params, tone, level } = entry;
        const { icon: Icon, colour } = STYLES[tone];
        const words = inWords(entry);
        // The raw value, to compare with the CRM.
        const raw = words['value'] === params['value'] ? undefined : String(params['value']);
        return (
          <li key={index} className={cn('flex items-start gap-1.5', INDENT[level])}>
            <Icon aria-hidden className={cn('mt-0.5 size-4 shrink-0', colour)} />
            <span title={raw} className={cn('min-w-0 break-words', tone === 'no' && 'text-muted')}>
              {t(code, words)}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
