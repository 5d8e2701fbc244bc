'use client';

import { useEffect, type ReactNode } from 'react';
import { get, useController, type FieldPath, type FieldValues } from 'react-hook-form';
import { fieldId } from './form-paths';
import type { KnownField } from './their-changes';
import type { ApiForm } from './use-api-form';

/** Props of every field. */
export interface FieldOptions<V extends FieldValues, P extends FieldPath<V> = FieldPath<V>> {
  form: ApiForm<V>;
  name: P;
  label: string;
  help?: ReactNode;
  optional?: boolean;
  labelHidden?: boolean;
  disabled?: boolean;
  className?: string;
}

/** A form field: its value and error. Registers its label for messages. */
export function useField<V extends FieldValues, P extends FieldPath<V>>({
  form,
  name,
  label,
  isSecret = false,
  choices,
}: Pick<FieldOptions<V, P>, 'form' | 'name' | 'label'> & { isSecret?: boolean; choices?: KnownField['choices'] }) {
  const { field, fieldState } = useController({ control: form.control, name });
  const { describeField } = form;
  useEffect(
    () => describeField(name, label, isSecret ? 'secret' : 'plain', choices),
    [describeField, name, label, isSecret, choices],
  );
  const value: unknown = field.value;
  return {
    id: fieldId(form.id, name),
    name: field.name,
    value,
    error: fieldState.error?.message ?? firstMessage(fieldState.error),
    /** The error of a part of the value, for example `3.label`. */
    errorAt: (path: string) => messageOf(get({ at: fieldState.error }, `at.${path}`)),
    onChange: field.onChange,
    onBlur: field.onBlur,
    ref: field.ref,
  };
}

function messageOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string'
    ? error.message
    : undefined;
}

/** The first error of a list's items. */
function firstMessage(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  return Object.values(error)
    .map(messageOf)
    .find((message) => message !== undefined);
}

/** The props that a field passes to its frame. */
export function pickField({
  label,
  help,
  optional,
  labelHidden,
  className,
}: Pick<FieldOptions<FieldValues>, 'label' | 'help' | 'optional' | 'labelHidden' | 'className'>) {
  return { label, help, optional, labelHidden, className };
}
