'use client';

import { useEffect, useId, useRef } from 'react';
import { Field } from '../forms/field';
import { Input } from '../ui/input';

interface CodeFieldProps {
  kind: 'totp' | 'recovery_code';
  label: string;
  help: string;
  error: string | undefined;
  value: string;
  onChange: (code: string) => void;
  autoFocus?: boolean;
}

/** A code as the app or the list of recovery codes shows it. A refusal brings the focus back to it. */
export function CodeField({ kind, label, help, error, value, onChange, autoFocus = false }: CodeFieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (error === undefined) return;
    input.current?.focus();
    input.current?.select();
  }, [error]);
  return (
    <Field id={id} label={label} help={help} error={error}>
      {(aria) => (
        <Input
          {...aria}
          ref={input}
          name="code"
          mono
          inputMode={kind === 'totp' ? 'numeric' : 'text'}
          autoComplete={kind === 'totp' ? 'one-time-code' : 'off'}
          autoCapitalize="none"
          spellCheck={false}
          maxLength={kind === 'totp' ? 20 : 60}
          autoFocus={autoFocus}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
