'use client';

import type { FieldPath, FieldValues } from 'react-hook-form';
import { Textarea } from '../ui/textarea';
import { Field } from './field';
import { pickField, useField, type FieldOptions } from './use-field';

export interface TextareaFieldProps<V extends FieldValues, P extends FieldPath<V>> extends FieldOptions<V, P> {
  rows?: number;
  mono?: boolean;
  placeholder?: string;
  readOnly?: boolean;
}

export function TextareaField<V extends FieldValues, P extends FieldPath<V>>(props: TextareaFieldProps<V, P>) {
  const { ref, ...field } = useField(props);
  return (
    <Field {...pickField(props)} id={field.id} error={field.error}>
      {(aria) => (
        <Textarea
          {...aria}
          ref={ref}
          name={field.name}
          rows={props.rows}
          mono={props.mono}
          value={typeof field.value === 'string' ? field.value : ''}
          onChange={field.onChange}
          onBlur={field.onBlur}
          placeholder={props.placeholder}
          readOnly={props.readOnly}
          disabled={props.disabled}
        />
      )}
    </Field>
  );
}
