'use client';

import { Checkbox } from '../ui/checkbox';
import { Select, type SelectOption } from '../ui/select';
import { Part, usePart } from './definition';
import { FieldError } from './field';

export interface PartSelectProps<T extends string> {
  path: string;
  label: string;
  labelHidden?: boolean;
  help?: string;
  className?: string;
  placeholder?: string;
  options: readonly (SelectOption & { value: T })[];
  value: string;
  /** One of the options, or '' for the placeholder. */
  onChange: (value: T) => void;
}

export function PartSelect<T extends string>({ options, value, onChange, placeholder, ...part }: PartSelectProps<T>) {
  return (
    <Part {...part}>
      {(aria) => (
        <Select
          {...aria}
          options={options}
          placeholder={placeholder}
          value={value}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value);
            if (chosen) onChange(chosen.value);
          }}
        />
      )}
    </Part>
  );
}

interface PartChecksProps<T extends string> {
  path: string;
  label: string;
  help?: string;
  options: readonly { value: T; label: string; hint?: string }[];
  value: readonly T[];
  onChange: (value: T[]) => void;
  inline?: boolean;
  /** The others are disabled once this many are checked. */
  maximum?: number;
}

/** Several of the options, in their order. */
export function PartChecks<T extends string>({
  path,
  label,
  help,
  options,
  value,
  onChange,
  inline = false,
  maximum,
}: PartChecksProps<T>) {
  const { id, error } = usePart(path, label, true);
  const isFull = maximum !== undefined && value.length >= maximum;
  const describedBy = [help === undefined ? '' : `${id}-help`, error === undefined ? '' : `${id}-error`]
    .filter(Boolean)
    .join(' ');
  return (
    <fieldset
      id={id}
      aria-invalid={error === undefined ? undefined : true}
      aria-describedby={describedBy === '' ? undefined : describedBy}
      className="min-w-0"
    >
      <legend className="mb-1 font-medium">{label}</legend>
      {help !== undefined && (
        <p id={`${id}-help`} className="mb-1.5 text-sm text-muted">
          {help}
        </p>
      )}
      <div className={inline ? 'flex flex-wrap gap-x-5 gap-y-1.5' : 'flex flex-col gap-y-1.5'}>
        {options.map((option) => (
          <Checkbox
            key={option.value}
            label={option.label}
            hint={option.hint}
            checked={value.includes(option.value)}
            disabled={isFull && !value.includes(option.value)}
            onChange={(event) => {
              const isOn = event.target.checked;
              onChange(
                options
                  .map((candidate) => candidate.value)
                  .filter((candidate) => (candidate === option.value ? isOn : value.includes(candidate))),
              );
            }}
          />
        ))}
      </div>
      <FieldError id={`${id}-error`} message={error} />
    </fieldset>
  );
}
