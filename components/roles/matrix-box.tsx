'use client';

import { Check, Minus } from 'lucide-react';
import { useEffect, useRef } from 'react';

interface MatrixBoxProps {
  label: string;
  checked: boolean;
  /** Some of what it stands for. */
  isPartly: boolean;
  disabled: boolean;
  onChange: () => void;
  onBlur: () => void;
}

/** A checkbox whose name is its place in the table: 24 px to hit, 16 px to see. */
export function MatrixBox({ label, checked, isPartly, disabled, onChange, onBlur }: MatrixBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current) input.current.indeterminate = isPartly;
  }, [isPartly]);
  return (
    <label title={label} className="relative grid size-6 shrink-0 place-items-center">
      <span className="sr-only">{label}</span>
      <input
        ref={input}
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={onChange}
        onBlur={onBlur}
        className="peer size-4 appearance-none rounded-small border border-outline bg-raised checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent-tint disabled:border-line disabled:bg-sunken"
      />
      {checked && (
        <Check
          aria-hidden
          strokeWidth={3}
          className="pointer-events-none absolute size-3 text-on-accent peer-disabled:text-muted"
        />
      )}
      {isPartly && (
        <Minus
          aria-hidden
          strokeWidth={3}
          className="pointer-events-none absolute size-3 text-accent-ink peer-disabled:text-muted"
        />
      )}
    </label>
  );
}
