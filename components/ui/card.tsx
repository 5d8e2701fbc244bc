import type { ReactNode } from 'react';
import { cn } from './cn';

export interface CardProps {
  title?: ReactNode;
  description?: ReactNode;
  /** Buttons that act on what the card shows; top right. */
  action?: ReactNode;
  children?: ReactNode;
  className?: string;
  /** h2 by default; h3 inside a section that already has one. */
  level?: 2 | 3;
}

export function Card({ title, description, action, children, className, level = 2 }: CardProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section className={cn('rounded-card border bg-raised', className)}>
      {title !== undefined && (
        <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-3.5 sm:px-5 sm:pt-4">
          <div className="min-w-0">
            <Heading className="text-base font-semibold">{title}</Heading>
            {description !== undefined && <p className="mt-0.5 text-sm text-muted">{description}</p>}
          </div>
          {action}
        </header>
      )}
      {children !== undefined && <div className="px-4 py-3.5 sm:px-5 sm:py-4">{children}</div>}
    </section>
  );
}
