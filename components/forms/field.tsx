'use client';

import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { ReactNode } from 'react';
import { cn } from '../ui/cn';

export interface FieldAria {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

export interface FieldProps {
  id: string;
  label: ReactNode;
  help?: ReactNode;
  error?: string | undefined;
  optional?: boolean | undefined;
  labelHidden?: boolean | undefined;
  className?: string | undefined;
  /** Renders the control. Spread the given props onto it. */
  children: (aria: FieldAria) => ReactNode;
}

/** Connects a label, help text and error message to a control. */
export function Field({
  id,
  label,
  help,
  error,
  optional = false,
  labelHidden = false,
  className,
  children,
}: FieldProps) {
  const t = useTranslations('forms');
  const describedBy = [help === undefined ? '' : `${id}-help`, error === undefined ? '' : `${id}-error`]
    .filter(Boolean)
    .join(' ');
  return (
    <div className={cn('min-w-0', className)}>
      <div className={labelHidden ? 'sr-only' : 'mb-1'}>
        <label htmlFor={id} className="min-w-0 font-medium wrap-anywhere">
          {label}
          {optional && <span className="ml-1.5 font-normal text-muted">{t('optional')}</span>}
        </label>
      </div>
      {help !== undefined && (
        <div id={`${id}-help`} className="mb-1.5 text-sm text-muted">
          {help}
        </div>
      )}
      {children({
        id,
        'aria-describedby': describedBy === '' ? undefined : describedBy,
        'aria-invalid': error === undefined ? undefined : true,
      })}
      <FieldError id={`${id}-error`} message={error} />
    </div>
  );
}

export function FieldError({ id, message }: { id: string; message: string | undefined }) {
  if (message === undefined) return null;
  return (
    <p id={id} className="mt-1 flex items-start gap-1.5 text-sm text-danger">
      <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <span>{message}</span>
    </p>
  );
}
