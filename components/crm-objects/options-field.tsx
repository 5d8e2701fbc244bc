'use client';

import { Plus, Trash2 } from 'lucide-react';
import { useEffect } from 'react';
import type { FieldPath, FieldValues } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import type { ListOption } from '@/lib/domain/crm/crm';
import { Field, FieldError } from '../forms/field';
import { fieldId } from '../forms/form-paths';
import type { ApiForm } from '../forms/use-api-form';
import { useField, type FieldOptions } from '../forms/use-field';
import { Button } from '../ui/button';
import { IconButton } from '../ui/icon-button';
import { Input } from '../ui/input';

interface OptionsFieldProps<V extends FieldValues, P extends FieldPath<V>> extends Pick<
  FieldOptions<V, P>,
  'form' | 'name' | 'label'
> {
  /** The account's options, if known. */
  accountOptions: readonly ListOption[];
}

/** The options of a list field: the provider's value and the label agents see. Typed or imported from the account; own labels stay. */
export function OptionsField<V extends FieldValues, P extends FieldPath<V>>(props: OptionsFieldProps<V, P>) {
  const t = useTranslations('crm');
  const { form, name, label, accountOptions } = props;
  const field = useField(props);
  const options = readOptions(field.value);
  const set = (index: number, change: Partial<ListOption>) =>
    field.onChange(options.map((option, at) => (at === index ? { ...option, ...change } : option)));
  return (
    <fieldset
      id={field.id}
      aria-invalid={field.error === undefined ? undefined : true}
      aria-describedby={field.error === undefined ? undefined : `${field.id}-error`}
      className="min-w-0 space-y-2"
    >
      <legend className="mb-1 font-medium">{label}</legend>
      <p className="text-sm text-muted">{t('options.help')}</p>
      {options.map((option, index) => (
        <div key={index} className="flex items-start gap-2">
          {(['value', 'label'] as const).map((part) => (
            <OptionPart
              key={part}
              form={form}
              path={`${name}.${index}.${part}`}
              label={t(`options.${part}`, { position: index + 1 })}
              placeholder={t(`options.${part}Placeholder`)}
              mono={part === 'value'}
              error={field.errorAt(`${index}.${part}`)}
              value={option[part]}
              onChange={(typed) => set(index, { [part]: typed })}
            />
          ))}
          <IconButton
            label={t('options.remove', { position: index + 1 })}
            icon={<Trash2 aria-hidden className="size-4" />}
            onClick={() => field.onChange(options.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <FieldError id={`${field.id}-error`} message={field.error} />
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          icon={<Plus aria-hidden className="size-4" />}
          onClick={() => field.onChange([...options, { value: '', label: '' }])}
        >
          {t('options.add')}
        </Button>
        {accountOptions.some(({ value }, index) => options[index]?.value !== value) && (
          <Button
            size="small"
            onClick={() =>
              field.onChange(
                accountOptions.map((offered) => options.find(({ value }) => value === offered.value) ?? offered),
              )
            }
          >
            {t('options.take', { count: accountOptions.length })}
          </Button>
        )}
      </div>
    </fieldset>
  );
}

interface OptionPartProps<V extends FieldValues> {
  form: Pick<ApiForm<V>, 'id' | 'describeField'>;
  path: string;
  label: string;
  placeholder: string;
  mono: boolean;
  error: string | undefined;
  value: string;
  onChange: (value: string) => void;
}

/** Each input has its own error and its own name in the form's messages. */
function OptionPart<V extends FieldValues>({
  form: { id: formId, describeField },
  path,
  label,
  placeholder,
  mono,
  error,
  value,
  onChange,
}: OptionPartProps<V>) {
  useEffect(() => describeField(path, label, 'item'), [describeField, path, label]);
  return (
    <Field id={fieldId(formId, path)} label={label} labelHidden error={error} className="flex-1">
      {(aria) => (
        <Input
          {...aria}
          placeholder={placeholder}
          mono={mono}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** An option may be empty while it is being typed: only its shape is checked here, its content on save. */
function readOptions(value: unknown): ListOption[] {
  return Array.isArray(value) ? value.flatMap((option: unknown) => (isOption(option) ? [option] : [])) : [];
}

function isOption(value: unknown): value is ListOption {
  return (
    typeof value === 'object' &&
    value !== null &&
    'value' in value &&
    typeof value.value === 'string' &&
    'label' in value &&
    typeof value.label === 'string'
  );
}
