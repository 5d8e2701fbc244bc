import { cva, type VariantProps } from 'class-variance-authority';
import type { ReactNode } from 'react';
import { cn } from './cn';

const styles = cva('inline-flex max-w-full items-center gap-1 rounded-full border px-2 text-xs/5 font-medium', {
  variants: {
    tone: {
      neutral: 'border-line bg-sunken text-muted',
      accent: 'border-accent-line bg-accent-tint text-accent-ink',
      success: 'border-success-line bg-success-tint text-success',
      warning: 'border-warning-line bg-warning-tint text-warning',
      danger: 'border-danger-line bg-danger-tint text-danger',
      info: 'border-info-line bg-info-tint text-info',
    },
  },
  defaultVariants: { tone: 'neutral' },
});

export interface BadgeProps extends VariantProps<typeof styles> {
  icon?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A property in one or two words: a type, a count, "Default". A state is a Status. */
export function Badge({ tone, icon, className, children }: BadgeProps) {
  return (
    <span className={cn(styles({ tone }), className)}>
      {icon}
      <span className="truncate">{children}</span>
    </span>
  );
}
