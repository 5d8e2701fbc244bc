import type { ComponentProps } from 'react';
import { cn } from './cn';

export interface InputProps extends ComponentProps<'input'> {
  /** Ids, keys and URLs. */
  mono?: boolean;
}

/** The bare control: in a form, use TextField, which adds the label, help and error. */
export function Input({ className, mono = false, type = 'text', ...rest }: InputProps) {
  return <input {...rest} type={type} className={cn('control', mono && 'font-mono text-sm', className)} />;
}
