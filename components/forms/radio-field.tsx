'use client';

import type { FieldPath, FieldValues } from 'react-hook-form';
import { RadioGroup, type RadioOption } from '../ui/radio-group';
import { FieldError } from './field';
import { choicesOf } from './their-changes';
import { useField, type FieldOptions } from './use-field';

export interface RadioFieldProps<V extends FieldValues, P extends FieldPath<V>> extends Omit<
  FieldOptions<V, P>,
  'optional'
> {
  options: readonly RadioOption[];
  inline?: boolean;
}

/** One of two to five options, all visible. */
export function RadioField<V extends FieldValues, P extends FieldPath<V>>(props: RadioFieldProps<V, P>) {
  const field = useField({ ...props, choices: choicesOf(props.options) });
  const describedBy = [
    props.help === undefined ? '' : `${field.id}-help`,
    field.error === undefined ? '' : `${field.id}-error`,
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <div id={field.id} className={props.className}>
      <RadioGroup
        name={field.id}
        legend={props.label}
        legendHidden={props.labelHidden ?? false}
        help={props.help}
        helpId={`${field.id}-help`}
        options={props.options}
        value={typeof field.value === 'string' ? field.value : ''}
        onChange={field.onChange}
        disabled={props.disabled ?? false}
        inline={props.inline ?? false}
        describedBy={describedBy === '' ? undefined : describedBy}
        invalid={field.error !== undefined}
      />
      <FieldError id={`${field.id}-error`} message={field.error} />
    </div>
  );
}
