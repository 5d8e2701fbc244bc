'use client';

import type { FieldPath, FieldValues } from 'react-hook-form';
import { Checkbox } from '../ui/checkbox';
import { FieldError } from './field';
import { useField, type FieldOptions } from './use-field';

export type CheckboxFieldProps<V extends FieldValues, P extends FieldPath<V>> = Omit<
  FieldOptions<V, P>,
  'optional' | 'labelHidden'
>;

/** Yes or no, saved with the form. */
export function CheckboxField<V extends FieldValues, P extends FieldPath<V>>(props: CheckboxFieldProps<V, P>) {
  const { ref, ...field } = useField(props);
  return (
    <div className={props.className}>
      <Checkbox
        id={field.id}
        ref={ref}
        name={field.name}
        label={props.label}
        hint={props.help}
        checked={field.value === true}
        onChange={(event) => field.onChange(event.target.checked)}
        onBlur={field.onBlur}
        disabled={props.disabled}
        aria-invalid={field.error === undefined ? undefined : true}
        aria-describedby={field.error === undefined ? undefined : `${field.id}-error`}
      />
      <FieldError id={`${field.id}-error`} message={field.error} />
    </div>
  );
}
