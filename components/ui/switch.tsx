import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';

export interface SwitchProps extends Omit<ComponentProps<'input'>, 'type' | 'children' | 'role'> {
  label: ReactNode;
  hint?: ReactNode;
}

/** Takes effect immediately. In a form that is saved later, use a Checkbox. */
export function Switch({ label, hint, className, ...rest }: SwitchProps) {
  return (
    <label className={cn('flex min-h-6 items-start gap-2.5 has-disabled:text-muted', className)}>
      <span className="relative mt-px inline-flex shrink-0">
        <input
          {...rest}
          type="checkbox"
          role="switch"
          className="peer h-5 w-8 appearance-none rounded-full border border-outline bg-sunken transition-colors checked:border-accent checked:bg-accent disabled:opacity-55"
        />
        <span
          aria-hidden
          className="pointer-events-none absolute top-1 left-1 size-3 rounded-full bg-muted transition-transform forced-colors:bg-[ButtonText] peer-checked:translate-x-3 peer-checked:bg-on-accent"
        />
      </span>
      <span className="min-w-0 wrap-anywhere">
        {label}
        {hint !== undefined && <span className="block text-sm text-muted">{hint}</span>}
      </span>
    </label>
  );
}
