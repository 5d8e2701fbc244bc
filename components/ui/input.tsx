import type { ComponentProps } from 'react';
import { cn } from './cn';

export interface InputProps extends ComponentProps<'input'> {
  /** Ids, keys and URLs. */
  mono?: boolean;
}

/** Bare: in a form use TextField, which brings label, help and error. */
export function Input({ className, mono = false, type = 'text', ...rest }: InputProps) {
  return <input {...rest} type={type} className={cn('control', mono && 'font-mono text-sm', className)} />;
}
