'use client';

import { useTimeZone, useTranslations } from 'use-intl';
import { fromLocalText, toLocalText } from '@/lib/domain/base/local-time';
import type { ListOption } from '@/lib/domain/crm/crm';
import { FIELD_TYPES, type CrmFieldType } from '@/lib/domain/crm/field-types';
import { readFieldValue } from '@/lib/domain/crm/fields';
import { withPresent, type FieldUnit } from '@/lib/domain/crm/readable-field';
import { Input } from '../ui/input';
import { Select } from '../ui/select';
import { Textarea } from '../ui/textarea';
import { ChoicesControl } from './choices-control';
import type { ControlProps } from './control-props';

export interface FieldControlProps extends ControlProps {
  field: {
    name: string;
    type: CrmFieldType;
    options: readonly ListOption[];
    isMultiple: boolean;
    unit: FieldUnit | null;
  };
}

/** The control for a field's type. */
export function FieldControl({ field, value, onChange, aria, autoFocus = false }: FieldControlProps) {
  const t = useTranslations('banner');
  const common = useTranslations('common');
  const timeZone = useTimeZone() ?? 'UTC';
  const shared = { ...aria, autoFocus };
  const { control } = FIELD_TYPES[field.type];
  const select = (options: readonly ListOption[]) => (
    <Select
      {...shared}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      options={options}
      placeholder={t('nothing')}
    />
  );
  if (field.isMultiple && field.options.length > 0)
    return (
      <ChoicesControl
        name={field.name}
        options={field.options}
        value={value}
        onChange={onChange}
        aria={aria}
        autoFocus={autoFocus}
      />
    );
  if (field.options.length > 0) return select(withPresent(field.options, value));
  switch (control.kind) {
    case 'options':
      return select(withPresent([], value));
    case 'textarea':
      return <Textarea {...shared} rows={4} value={value} onChange={(event) => onChange(event.target.value)} />;
    case 'yes_no':
      return select([
        { value: 'true', label: common('yes') },
        { value: 'false', label: common('no') },
      ]);
    case 'date_time': {
      const read = readFieldValue(field, value);
      return (
        <Input
          {...shared}
          type="datetime-local"
          defaultValue={read.kind === 'date_time' ? toLocalText(read.at, timeZone) : ''}
          onChange={(event) => onChange(fromLocalText(event.target.value, timeZone)?.toISOString() ?? '')}
        />
      );
    }
    case 'input': {
      const { kind: _kind, ...attributes } = control;
      const input = (
        <Input {...shared} {...attributes} value={value} onChange={(event) => onChange(event.target.value)} />
      );
      if (field.unit === null) return input;
      return (
        <span className="flex items-center gap-2">
          {input}
          <span className="shrink-0 text-sm text-muted">{t(`unit.${field.unit}`)}</span>
        </span>
      );
    }
  }
}
