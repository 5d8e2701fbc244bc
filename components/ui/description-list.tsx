import type { ReactNode } from 'react';
import { cn } from './cn';

export interface Description {
  term: string;
  value: ReactNode;
  mono?: boolean;
}

/** Read-only values beside their names, or below them where there is little width. */
export function DescriptionList({ items, className }: { items: readonly Description[]; className?: string }) {
  return (
    <div className={cn('@container', className)}>
      <dl className="grid gap-x-6 gap-y-3 @md:grid-cols-[minmax(8rem,max-content)_1fr] @md:gap-y-2">
        {items.map((item) => (
          <div key={item.term} className="@md:contents">
            <dt className="text-sm/5 text-muted">{item.term}</dt>
            <dd className={cn('min-w-0 break-words', item.mono === true && 'font-mono text-sm')}>{item.value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
