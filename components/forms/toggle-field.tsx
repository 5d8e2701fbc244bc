'use client';

import type { FieldPath, FieldValues } from 'react-hook-form';
import { Checkbox } from '../ui/checkbox';
import { Switch } from '../ui/switch';
import { FieldError } from './field';
import { useField, type FieldOptions } from './use-field';

export type ToggleFieldProps<V extends FieldValues, P extends FieldPath<V>> = Omit<
  FieldOptions<V, P>,
  'optional' | 'labelHidden'
>;

/** Yes or no, saved with the form. */
export function CheckboxField<V extends FieldValues, P extends FieldPath<V>>(props: ToggleFieldProps<V, P>) {
  return <ToggleField {...props} control={Checkbox} />;
}

/** On or off, saved with the form. */
export function SwitchField<V extends FieldValues, P extends FieldPath<V>>(props: ToggleFieldProps<V, P>) {
  return <ToggleField {...props} control={Switch} />;
}

function ToggleField<V extends FieldValues, P extends FieldPath<V>>({
  control: Control,
  ...props
}: ToggleFieldProps<V, P> & { control: typeof Checkbox | typeof Switch }) {
  const { ref, ...field } = useField(props);
  return (
    <div className={props.className}>
      <Control
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
