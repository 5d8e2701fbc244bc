'use client';

import type { FieldPath, FieldValues } from 'react-hook-form';
import { Input } from '../ui/input';
import { Field } from './field';
import { pickField, useField, type FieldOptions } from './use-field';

export interface TextFieldProps<V extends FieldValues, P extends FieldPath<V>> extends FieldOptions<V, P> {
  type?: 'text' | 'email' | 'password' | 'url' | 'tel' | 'search' | 'date' | 'time' | 'datetime-local';
  /** Ids, keys and URLs. */
  mono?: boolean;
  placeholder?: string;
  autoComplete?: string;
  inputMode?: 'text' | 'numeric' | 'email' | 'tel' | 'url';
  readOnly?: boolean;
  autoFocus?: boolean;
}

export function TextField<V extends FieldValues, P extends FieldPath<V>>(props: TextFieldProps<V, P>) {
  const {
    type = 'text',
    mono = false,
    placeholder,
    autoComplete = 'off',
    inputMode,
    readOnly,
    autoFocus,
    disabled,
  } = props;
  const { ref, ...field } = useField(props);
  return (
    <Field {...pickField(props)} id={field.id} error={field.error}>
      {(aria) => (
        <Input
          {...aria}
          ref={ref}
          name={field.name}
          type={type}
          mono={mono}
          value={typeof field.value === 'string' ? field.value : ''}
          onChange={field.onChange}
          onBlur={field.onBlur}
          placeholder={placeholder}
          autoComplete={autoComplete}
          inputMode={inputMode}
          readOnly={readOnly}
          disabled={disabled}
          autoFocus={autoFocus}
          spellCheck={mono ? false : undefined}
        />
      )}
    </Field>
  );
}
