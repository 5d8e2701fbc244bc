'use client';

import { useState } from 'react';
import type { FieldPath, FieldValues } from 'react-hook-form';
import { Textarea } from '../ui/textarea';
import { Field } from './field';
import { pickField, useField, type FieldOptions } from './use-field';

export interface LinesFieldProps<V extends FieldValues, P extends FieldPath<V>> extends FieldOptions<V, P> {
  rows?: number;
  placeholder?: string;
  /** Spaces and commas also separate items. Not for text with spaces. */
  words?: boolean;
}

/** A list of strings, one per line, edited as text. */
export function LinesField<V extends FieldValues, P extends FieldPath<V>>(props: LinesFieldProps<V, P>) {
  const { rows = 6, placeholder, words = false, disabled } = props;
  const { ref, ...field } = useField(props);
  const items = toItems(field.value);
  const [typed, setTyped] = useState(items.join('\n'));
  // Keeps the typed text, such as blank lines, as long as it means the same list.
  const shown = sameItems(parse(typed, words), items) ? typed : items.join('\n');
  return (
    <Field {...pickField(props)} id={field.id} error={field.error}>
      {(aria) => (
        <Textarea
          {...aria}
          mono
          ref={ref}
          name={field.name}
          rows={rows}
          value={shown}
          onChange={(event) => {
            setTyped(event.target.value);
            field.onChange(parse(event.target.value, words));
          }}
          onBlur={field.onBlur}
          placeholder={placeholder}
          disabled={disabled}
          spellCheck={false}
        />
      )}
    </Field>
  );
}

function toItems(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function parse(text: string, words: boolean): string[] {
  return text
    .split(words ? /[\s,]+/ : /\r?\n/)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function sameItems(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
