import type { ReactNode } from 'react';
import { cn } from './cn';

export interface RadioOption {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
}

export interface RadioGroupProps {
  name: string;
  /** The question. */
  legend: string;
  legendHidden?: boolean;
  help?: ReactNode;
  helpId?: string;
  options: readonly RadioOption[];
  value: string;
  onChange: (value: string) => void;
  disabled?: boolean;
  inline?: boolean;
  describedBy?: string | undefined;
  invalid?: boolean;
}

export function RadioGroup({
  name,
  legend,
  legendHidden = false,
  help,
  helpId,
  options,
  value,
  onChange,
  disabled,
  inline = false,
  describedBy,
  invalid = false,
}: RadioGroupProps) {
  return (
    <fieldset
      aria-describedby={describedBy}
      aria-invalid={invalid || undefined}
      disabled={disabled}
      className="min-w-0"
    >
      <legend className={legendHidden ? 'sr-only' : 'mb-1 font-medium'}>{legend}</legend>
      {help !== undefined && (
        <p id={helpId} className="mb-1.5 text-sm text-muted">
          {help}
        </p>
      )}
      <div className={cn('flex gap-x-5 gap-y-1.5', inline ? 'flex-wrap' : 'flex-col')}>
        {options.map((option) => (
          <label key={option.value} className="flex min-h-6 items-start gap-2 has-disabled:text-muted">
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={value === option.value}
              disabled={option.disabled}
              onChange={() => onChange(option.value)}
              className="mt-0.5 size-4 shrink-0 appearance-none rounded-full border border-outline bg-raised checked:border-[5px] checked:border-accent disabled:border-line"
            />
            <span className="min-w-0 wrap-anywhere">
              {option.label}
              {option.hint !== undefined && <span className="block text-sm text-muted">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
