'use client';

import { Check, Dot, TriangleAlert, X } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { TraceEntry } from '@/lib/domain/trace';
import { useReadableObjects } from '../crm-objects/readable-objects';
import { cn } from '../ui/cn';

const LOOKS = {
  yes: { icon: Check, colour: 'text-success' },
  no: { icon: X, colour: 'text-muted' },
  info: { icon: Dot, colour: 'text-muted' },
  problem: { icon: TriangleAlert, colour: 'text-warning' },
};
const INDENT = ['', 'pl-5', 'pl-10'] as const;

type Entry = Pick<TraceEntry, 'code' | 'params' | 'tone' | 'level' | 'ref'>;

/** Whose values are those of a field, in the provider's form. */
const WITH_VALUES: ReadonlySet<TraceEntry['code']> = new Set([
  'field_filled',
  'field_kept_other',
  'field_kept_nothing',
]);
const VALUES: ReadonlySet<string> = new Set(['value', 'kept']);

/** Why a decision came out as it did: a sentence an entry, in order. Needs the namespaces `trace` and `interaction-data`. */
export function TraceList({ entries, label }: { entries: readonly Entry[]; label: string }) {
  const t = useTranslations('trace');
  const data = useTranslations('interaction-data');
  const { fieldOf, say } = useReadableObjects();
  const inWords = ({ code, params, ref }: Entry): TraceEntry['params'] => {
    const { source } = params;
    // The name of a datum is ours, a template stands as it was written.
    if (typeof source === 'string' && data.has(source)) return { ...params, source: data(source) };
    const field = WITH_VALUES.has(code) && ref?.type === 'field' ? fieldOf(ref.id) : undefined;
    return field
      ? Object.fromEntries(
          Object.entries(params).map(([name, value]) => [
            name,
            VALUES.has(name) && typeof value === 'string' ? say(field, value) : value,
          ]),
        )
      : params;
  };
  return (
    <ol aria-label={label} className="space-y-1 text-sm">
      {entries.map((entry, index) => {
        const { code, params, tone, level } = entry;
        const { icon: Icon, colour } = LOOKS[tone];
        const words = inWords(entry);
        // What stands in the CRM, for whoever compares.
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
