'use client';

import type { FieldPath, FieldValues } from 'react-hook-form';
import { Field } from './field';
import { pickField, useField, type FieldOptions } from './use-field';
import { PasswordInput } from '../ui/password-input';

interface PasswordFieldProps<V extends FieldValues, P extends FieldPath<V>> extends FieldOptions<V, P> {
  /** Tells password managers whether to fill in or generate a password. */
  autoComplete: 'current-password' | 'new-password';
  /** In a dialog: where typing starts. */
  isFocused?: boolean;
}

export function PasswordField<V extends FieldValues, P extends FieldPath<V>>(props: PasswordFieldProps<V, P>) {
  const { ref, ...field } = useField({ ...props, isSecret: true });
  return (
    <Field {...pickField(props)} id={field.id} error={field.error}>
      {(aria) => (
        <PasswordInput
          {...aria}
          ref={ref}
          name={field.name}
          value={typeof field.value === 'string' ? field.value : ''}
          onChange={field.onChange}
          onBlur={field.onBlur}
          autoComplete={props.autoComplete}
          {...(props.isFocused === true ? { 'data-autofocus': '' } : {})}
        />
      )}
    </Field>
  );
}
