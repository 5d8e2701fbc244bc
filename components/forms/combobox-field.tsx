'use client';

import type { FieldPath, FieldValues } from 'react-hook-form';
import { Combobox, type ComboboxOption } from '../ui/combobox';
import { Field } from './field';
import { pickField, useField, type FieldOptions } from './use-field';

export interface ComboboxFieldProps<V extends FieldValues, P extends FieldPath<V>> extends FieldOptions<V, P> {
  options: readonly ComboboxOption[];
  placeholder?: string;
}

/** For more than about ten options; fewer are a SelectField. */
export function ComboboxField<V extends FieldValues, P extends FieldPath<V>>(props: ComboboxFieldProps<V, P>) {
  const { ref, ...field } = useField({ ...props, choices: props.options });
  return (
    <Field {...pickField(props)} id={field.id} error={field.error}>
      {(aria) => (
        <Combobox
          {...aria}
          ref={ref}
          options={props.options}
          placeholder={props.placeholder}
          value={typeof field.value === 'string' ? field.value : ''}
          onChange={field.onChange}
          onBlur={field.onBlur}
          disabled={props.disabled}
        />
      )}
    </Field>
  );
}
