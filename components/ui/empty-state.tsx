import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn';

export interface EmptyStateProps {
  icon?: LucideIcon;
  title: string;
  /** One sentence: what this is for. */
  description: ReactNode;
  /** One button. */
  action?: ReactNode;
  /** One link to the next-best thing. */
  next?: ReactNode;
  className?: string;
}

export function EmptyState({ icon: Icon, title, description, action, next, className }: EmptyStateProps) {
  return (
    <div
      className={cn('flex flex-col items-center rounded-card border border-dashed px-6 py-12 text-center', className)}
    >
      {Icon !== undefined && (
        <span className="mb-4 grid size-10 place-items-center rounded-card border bg-sunken text-muted">
          <Icon aria-hidden className="size-5" />
        </span>
      )}
      <h2 className="text-base font-semibold">{title}</h2>
      <p className="mt-1 max-w-md text-muted">{description}</p>
      {action !== undefined && action !== false && <div className="mt-5">{action}</div>}
      {next !== undefined && next !== false && <div className="mt-3 text-sm">{next}</div>}
    </div>
  );
}
