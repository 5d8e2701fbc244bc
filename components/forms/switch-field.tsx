'use client';

import type { FieldPath, FieldValues } from 'react-hook-form';
import { Switch } from '../ui/switch';
import { FieldError } from './field';
import { useField, type FieldOptions } from './use-field';

export type SwitchFieldProps<V extends FieldValues, P extends FieldPath<V>> = Omit<
  FieldOptions<V, P>,
  'optional' | 'labelHidden'
>;

/** On or off, saved with the form. */
export function SwitchField<V extends FieldValues, P extends FieldPath<V>>(props: SwitchFieldProps<V, P>) {
  const { ref, ...field } = useField(props);
  return (
    <div className={props.className}>
      <Switch
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
