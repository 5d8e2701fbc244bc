'use client';

import { useEffect, type ReactNode } from 'react';
import { get, useController, type FieldPath, type FieldValues } from 'react-hook-form';
import { fieldId } from './form-paths';
import type { KnownField } from './their-changes';
import type { ApiForm } from './use-api-form';

/** What every field of the kit takes. */
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

/** One field of a form: its value, its error, and its label made known to the form's messages. */
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
    /** What is wrong with a part of a value that has parts: `3.label`. */
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

/** A field that holds a list carries the errors of its items; the first one speaks for all. */
function firstMessage(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  return Object.values(error)
    .map(messageOf)
    .find((message) => message !== undefined);
}

/** The part of a field's props that its frame needs. */
export function pickField({
  label,
  help,
  optional,
  labelHidden,
  className,
}: Pick<FieldOptions<FieldValues>, 'label' | 'help' | 'optional' | 'labelHidden' | 'className'>) {
  return { label, help, optional, labelHidden, className };
}
