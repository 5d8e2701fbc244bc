'use client';

import { useTimeZone, useTranslations } from 'use-intl';
import type { CrmFieldType, ListOption } from '@/lib/domain/crm/crm';
import { fromLocalText, toLocalText } from '@/lib/domain/crm/field-display';
import { readFieldValue } from '@/lib/domain/crm/fields';
import { withPresent, type FieldUnit } from '@/lib/domain/crm/readable-field';
import { Input } from '../ui/input';
import { Select } from '../ui/select';
import { Textarea } from '../ui/textarea';

export interface FieldControlProps {
  field: { type: CrmFieldType; options: readonly ListOption[]; unit: FieldUnit | null };
  /** In the provider's text form. */
  value: string;
  onChange: (value: string) => void;
  aria: {
    id: string;
    'aria-labelledby'?: string;
    'aria-describedby'?: string | undefined;
    'aria-invalid'?: true | undefined;
  };
  autoFocus?: boolean;
}

const INPUT_TYPES: Partial<Record<CrmFieldType, string>> = {
  phone: 'tel',
  email: 'email',
  url: 'url',
  date: 'date',
  time: 'time',
};

/** The control that fits a field's type. */
export function FieldControl({ field, value, onChange, aria, autoFocus = false }: FieldControlProps) {
  const t = useTranslations('banner');
  const common = useTranslations('common');
  const timeZone = useTimeZone() ?? 'UTC';
  const shared = { ...aria, autoFocus };
  if (field.type === 'list' || field.options.length > 0) {
    return (
      <Select
        {...shared}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        options={withPresent(field.options, value)}
        placeholder={t('nothing')}
      />
    );
  }
  if (field.type === 'long_text')
    return <Textarea {...shared} rows={4} value={value} onChange={(event) => onChange(event.target.value)} />;
  if (field.type === 'yes_no') {
    const options = [
      { value: 'true', label: common('yes') },
      { value: 'false', label: common('no') },
    ];
    return (
      <Select
        {...shared}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        options={options}
        placeholder={t('nothing')}
      />
    );
  }
  if (field.type === 'date_time') {
    const read = readFieldValue({ type: 'date_time', options: [] }, value);
    return (
      <Input
        {...shared}
        type="datetime-local"
        defaultValue={read.kind === 'date_time' ? toLocalText(read.at, timeZone) : ''}
        onChange={(event) => onChange(fromLocalText(event.target.value, timeZone)?.toISOString() ?? '')}
      />
    );
  }
  const input = (
    <Input
      {...shared}
      type={INPUT_TYPES[field.type] ?? 'text'}
      {...(field.type === 'numeric' ? { inputMode: 'decimal' as const } : {})}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
  if (field.unit === null) return input;
  return (
    <span className="flex items-center gap-2">
      {input}
      <span className="shrink-0 text-sm text-muted">{t(`unit.${field.unit}`)}</span>
    </span>
  );
}
