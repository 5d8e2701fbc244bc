'use client';

import { Check, Dot, TriangleAlert, X } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { TraceEntry } from '@/lib/domain/trace';
import { cn } from '../ui/cn';

const LOOKS = {
  yes: { icon: Check, colour: 'text-success' },
  no: { icon: X, colour: 'text-muted' },
  info: { icon: Dot, colour: 'text-muted' },
  problem: { icon: TriangleAlert, colour: 'text-warning' },
};
const INDENT = ['', 'pl-5', 'pl-10'] as const;

/** Why a decision came out as it did: a sentence an entry, in order. Needs the namespaces `trace` and `interaction-data`. */
export function TraceList({ entries, label }: { entries: readonly Pick<TraceEntry, 'code' | 'params' | 'tone' | 'level'>[]; label: string }) {
  const t = useTranslations('trace');
  const data = useTranslations('interaction-data');
  // The name of a datum is ours, a template stands as it was written.
  const inWords = (params: TraceEntry['params']) => (typeof params?.['source'] === 'string' && data.has(params['source']) ? { ...params, source: data(params['source']) } : params);
  return (
    <ol aria-label={label} className="space-y-1 text-sm">
      {entries.map(({ code, params, tone, level }, index) => {
        const { icon: Icon, colour } = LOOKS[tone];
        return (
          <li key={index} className={cn('flex items-start gap-1.5', INDENT[level])}>
            <Icon aria-hidden className={cn('mt-0.5 size-4 shrink-0', colour)} />
            <span className={cn('min-w-0 break-words', tone === 'no' && 'text-muted')}>{t(code, inWords(params))}</span>
          </li>
        );
      })}
    </ol>
  );
}
