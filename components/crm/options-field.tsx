'use client';

import { Plus, Trash2 } from 'lucide-react';
import type { FieldPath, FieldValues } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import type { ListOption } from '@/lib/domain/crm';
import { FieldError } from '../forms/field';
import { useField, type FieldOptions } from '../forms/use-field';
import { Button } from '../ui/button';
import { IconButton } from '../ui/icon-button';
import { Input } from '../ui/input';

/** What a list field offers: the provider's value, and the words agents read. */
export function OptionsField<V extends FieldValues, P extends FieldPath<V>>(props: Pick<FieldOptions<V, P>, 'form' | 'name' | 'label'>) {
  const t = useTranslations('crm');
  const field = useField(props);
  const options = readOptions(field.value);
  const set = (index: number, change: Partial<ListOption>) => field.onChange(options.map((option, at) => (at === index ? { ...option, ...change } : option)));
  return (
    <fieldset id={field.id} aria-invalid={field.error === undefined ? undefined : true} aria-describedby={field.error === undefined ? undefined : `${field.id}-error`} className="min-w-0 space-y-2">
      <legend className="mb-1 font-medium">{props.label}</legend>
      <p className="text-sm text-muted">{t('options.help')}</p>
      {options.map((option, index) => (
        <div key={index} className="flex items-center gap-2">
          <Input aria-label={t('options.value', { position: index + 1 })} placeholder={t('options.valuePlaceholder')} mono value={option.value} onChange={(event) => set(index, { value: event.target.value })} />
          <Input aria-label={t('options.label', { position: index + 1 })} placeholder={t('options.labelPlaceholder')} value={option.label} onChange={(event) => set(index, { label: event.target.value })} />
          <IconButton
            label={t('options.remove', { position: index + 1 })}
            icon={<Trash2 aria-hidden className="size-4" />}
            onClick={() => field.onChange(options.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <FieldError id={`${field.id}-error`} message={field.error} />
      <Button size="small" icon={<Plus aria-hidden className="size-4" />} onClick={() => field.onChange([...options, { value: '', label: '' }])}>
        {t('options.add')}
      </Button>
    </fieldset>
  );
}

/** While it is typed an option may be empty: its shape is checked here, its content when it is saved. */
function readOptions(value: unknown): ListOption[] {
  return Array.isArray(value) ? value.flatMap((option: unknown) => (isOption(option) ? [option] : [])) : [];
}

function isOption(value: unknown): value is ListOption {
  return typeof value === 'object' && value !== null && 'value' in value && typeof value.value === 'string' && 'label' in value && typeof value.label === 'string';
}
