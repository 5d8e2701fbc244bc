'use client';

import { useEffect, type ReactNode } from 'react';
import { useController, type FieldPath, type FieldValues } from 'react-hook-form';
import { fieldId } from './form-paths';
import type { ApiForm } from './use-api-form';

/** What every field of the kit takes. */
export interface FieldOptions<V extends FieldValues, P extends FieldPath<V> = FieldPath<V>> {
  form: ApiForm<V>;
  name: P;
  label: string;
  help?: ReactNode;
  /** The provider's own name for it, or ours where the label is the provider's. */
  alias?: string;
  optional?: boolean;
  labelHidden?: boolean;
  disabled?: boolean;
  className?: string;
}

/** One field of a form: its value, its error, and its label made known to the form's messages. */
export function useField<V extends FieldValues, P extends FieldPath<V>>({ form, name, label, isSecret = false }: Pick<FieldOptions<V, P>, 'form' | 'name' | 'label'> & { isSecret?: boolean }) {
  const { field, fieldState } = useController({ control: form.control, name });
  const { describeField } = form;
  useEffect(() => describeField(name, label, isSecret), [describeField, name, label, isSecret]);
  const value: unknown = field.value;
  return {
    id: fieldId(form.id, name),
    name: field.name,
    value,
    error: fieldState.error?.message ?? firstMessage(fieldState.error),
    onChange: field.onChange,
    onBlur: field.onBlur,
    ref: field.ref,
  };
}

/** A field that holds a list carries the errors of its items; the first one speaks for all. */
function firstMessage(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  for (const item of Object.values(error)) {
    if (typeof item === 'object' && item !== null && 'message' in item && typeof item.message === 'string') return item.message;
  }
  return undefined;
}

/** The part of a field's props that its frame needs. */
export function pickField({ label, alias, help, optional, labelHidden, className }: Pick<FieldOptions<FieldValues>, 'label' | 'alias' | 'help' | 'optional' | 'labelHidden' | 'className'>) {
  return { label, alias, help, optional, labelHidden, className };
}
