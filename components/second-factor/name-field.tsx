'use client';

import { useTranslations } from 'use-intl';
import { useId } from 'react';
import { Field } from '../forms/field';
import { Input } from '../ui/input';

interface NameFieldProps {
  error: string | undefined;
  value: string;
  onChange: (name: string) => void;
}

export function NameField({ error, value, onChange }: NameFieldProps) {
  const t = useTranslations('second-factor');
  const id = useId();
  return (
    <Field id={id} label={t('name')} help={t('nameHelp')} error={error}>
      {(aria) => (
        <Input
          {...aria}
          name="name"
          autoComplete="off"
          maxLength={120}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
