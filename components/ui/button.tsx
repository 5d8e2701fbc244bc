'use client';

import type { ComponentProps, MouseEvent, ReactNode } from 'react';
import { buttonStyles, type ButtonSize, type ButtonVariant } from './button-styles';
import { cn } from './cn';
import { Spinner } from './spinner';
import { useHydrated } from './use-hydrated';

export interface ButtonProps extends ComponentProps<'button'> {
  /** `primary` once a page; `secondary` by default. */
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Shows that work is in progress. The button keeps its focus and width and ignores clicks. */
  busy?: boolean;
  icon?: ReactNode;
}

export function Button({
  variant,
  size,
  busy = false,
  icon,
  disabled,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  const hydrated = useHydrated();
  const handleClick = (event: MouseEvent<HTMLButtonElement>) => {
    if (busy) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled === true || !hydrated}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      data-off={disabled === true || busy ? '' : undefined}
      onClick={handleClick}
      className={cn(buttonStyles({ variant, size }), className)}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </button>
  );
}
