'use client';

import type { FieldPath, FieldValues } from 'react-hook-form';
import { Select, type SelectOption } from '../ui/select';
import { Field } from './field';
import { pickField, useField, type FieldOptions } from './use-field';

export interface SelectFieldProps<V extends FieldValues, P extends FieldPath<V>> extends FieldOptions<V, P> {
  options: readonly SelectOption[];
  /** Stands for "nothing chosen". */
  placeholder?: string;
  /** The value of the empty choice: '' by default, or null for a nullable schema. */
  emptyValue?: '' | null;
}

export function SelectField<V extends FieldValues, P extends FieldPath<V>>(props: SelectFieldProps<V, P>) {
  const { options, placeholder, emptyValue = '', disabled } = props;
  const { ref, ...field } = useField({ ...props, choices: props.options });
  return (
    <Field {...pickField(props)} id={field.id} error={field.error}>
      {(aria) => (
        <Select
          {...aria}
          ref={ref}
          name={field.name}
          options={options}
          placeholder={placeholder}
          value={typeof field.value === 'string' ? field.value : ''}
          onChange={(event) => field.onChange(event.target.value === '' ? emptyValue : event.target.value)}
          onBlur={field.onBlur}
          disabled={disabled}
        />
      )}
    </Field>
  );
}
