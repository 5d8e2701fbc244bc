import type { ComponentProps } from 'react';
import { cn } from './cn';

export interface TextareaProps extends ComponentProps<'textarea'> {
  mono?: boolean;
}

export function Textarea({ className, mono = false, rows = 4, ...rest }: TextareaProps) {
  return (
    <textarea
      {...rest}
      rows={rows}
      className={cn('control field-sizing-content max-h-96', mono && 'font-mono text-sm', className)}
    />
  );
}
