'use client';

import type { ReactNode } from 'react';
import type { FieldPath, FieldValues } from 'react-hook-form';
import { Checkbox } from '../ui/checkbox';
import { cn } from '../ui/cn';
import { FieldError } from './field';
import { choicesOf } from './their-changes';
import { useField, type FieldOptions } from './use-field';

interface CheckboxOption {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
}

export interface CheckboxGroupFieldProps<V extends FieldValues, P extends FieldPath<V>> extends Omit<
  FieldOptions<V, P>,
  'optional'
> {
  options: readonly CheckboxOption[];
  inline?: boolean;
}

/** Several of a few options. The value is a list of strings in the order of the options. */
export function CheckboxGroupField<V extends FieldValues, P extends FieldPath<V>>(
  props: CheckboxGroupFieldProps<V, P>,
) {
  const { options, inline = false, label, labelHidden = false, help, disabled = false, className } = props;
  const field = useField({ ...props, choices: choicesOf(options) });
  const chosen = new Set(Array.isArray(field.value) ? field.value : []);
  const toggle = (value: string, isOn: boolean) => {
    const next = new Set(chosen);
    if (isOn) next.add(value);
    else next.delete(value);
    field.onChange(options.map((option) => option.value).filter((candidate) => next.has(candidate)));
  };
  const describedBy = [
    help === undefined ? '' : `${field.id}-help`,
    field.error === undefined ? '' : `${field.id}-error`,
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <fieldset
      id={field.id}
      disabled={disabled}
      aria-describedby={describedBy === '' ? undefined : describedBy}
      aria-invalid={field.error === undefined ? undefined : true}
      className={cn('min-w-0', className)}
    >
      <legend className={labelHidden ? 'sr-only' : 'mb-1 font-medium'}>{label}</legend>
      {help !== undefined && (
        <p id={`${field.id}-help`} className="mb-1.5 text-sm text-muted">
          {help}
        </p>
      )}
      <div className={cn('flex gap-x-5 gap-y-1.5', inline ? 'flex-wrap' : 'flex-col')}>
        {options.map((option) => (
          <Checkbox
            key={option.value}
            name={field.name}
            label={option.label}
            hint={option.hint}
            checked={chosen.has(option.value)}
            disabled={option.disabled}
            onChange={(event) => toggle(option.value, event.target.checked)}
            onBlur={field.onBlur}
          />
        ))}
      </div>
      <FieldError id={`${field.id}-error`} message={field.error} />
    </fieldset>
  );
}
