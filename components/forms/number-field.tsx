'use client';

import type { FieldPath, FieldValues } from 'react-hook-form';
import { Input } from '../ui/input';
import { Field } from './field';
import { pickField, useField, type FieldOptions } from './use-field';

export interface NumberFieldProps<V extends FieldValues, P extends FieldPath<V>> extends FieldOptions<V, P> {
  /** A word after the number: "seconds". */
  unit?: string;
  /** "any" allows decimals. */
  step?: number | 'any';
  placeholder?: string;
}

/** The value is a number, or null if empty. Other text stays as typed, for the schema to reject. */
export function NumberField<V extends FieldValues, P extends FieldPath<V>>(props: NumberFieldProps<V, P>) {
  const { unit, step = 1, placeholder, disabled } = props;
  const { ref, ...field } = useField(props);
  return (
    <Field {...pickField(props)} id={field.id} error={field.error}>
      {(aria) => (
        <div className="flex items-center gap-2">
          <Input
            {...aria}
            ref={ref}
            name={field.name}
            inputMode={step === 'any' ? 'decimal' : 'numeric'}
            value={typeof field.value === 'number' || typeof field.value === 'string' ? String(field.value) : ''}
            onChange={(event) => field.onChange(toNumber(event.target.value))}
            onBlur={field.onBlur}
            placeholder={placeholder}
            disabled={disabled}
            autoComplete="off"
            className="max-w-40 tabular-nums"
          />
          {unit !== undefined && <span className="text-muted">{unit}</span>}
        </div>
      )}
    </Field>
  );
}

function toNumber(text: string): number | string | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  // Keeps incomplete numbers such as "1." and "-" as typed.
  return /^-?\d+(\.\d*[1-9])?$/.test(trimmed) ? Number(trimmed) : text;
}
