'use client';

import { CircleCheck, CircleDashed, CircleDot, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { ReactNode } from 'react';
import { cn } from './cn';

type ChecklistState = 'done' | 'current' | 'todo' | 'attention';

export interface ChecklistItem {
  id: string;
  state: ChecklistState;
  title: ReactNode;
  description?: ReactNode;
  action?: ReactNode;
}

const LOOKS = {
  done: { icon: CircleCheck, colour: 'text-success' },
  current: { icon: CircleDot, colour: 'text-accent-ink' },
  todo: { icon: CircleDashed, colour: 'text-muted' },
  attention: { icon: TriangleAlert, colour: 'text-warning' },
};

/** Ordered steps with their states, for a setup or a long flow. */
export function Checklist({ items, label }: { items: readonly ChecklistItem[]; label: string }) {
  const t = useTranslations('common');
  return (
    <ol aria-label={label} className="divide-y rounded-card border bg-raised">
      {items.map((item) => {
        const { icon: Icon, colour } = LOOKS[item.state];
        return (
          <li
            key={item.id}
            aria-current={item.state === 'current' ? 'step' : undefined}
            className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 py-3"
          >
            <Icon aria-hidden className={cn('mt-0.5 size-4 shrink-0', colour)} />
            <div className="min-w-0 flex-1 basis-56">
              <p className={cn('font-medium', item.state === 'todo' && 'text-muted')}>
                {item.title}
                <span className="sr-only">, {t(`step.${item.state}`)}</span>
              </p>
              {item.description !== undefined && <p className="text-sm text-muted">{item.description}</p>}
            </div>
            {item.action}
          </li>
        );
      })}
    </ol>
  );
}
