'use client';

import { useEffect, useRef, useState } from 'react';
import { useWatch } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import type { z } from 'zod';
import { crmFieldsInputSchema, type CrmFieldInput } from '@/lib/domain/crm/crm';
import { CRM_FIELD_TYPES, DEFAULT_FIELD_TYPE, hasOwnOptions } from '@/lib/domain/crm/field-types';
import { addedFieldsSchema } from '@/lib/domain/answers/crm';
import { CheckboxField } from '../forms/toggle-field';
import { FormDialog } from '../forms/form-dialog';
import { SelectField } from '../forms/select-field';
import { TextField } from '../forms/text-field';
import { useApiForm, type ApiForm } from '../forms/use-api-form';
import { apiFetch } from '../forms/api-fetch';
import { useFailureText, type Failure } from '../forms/use-failure-text';
import { useRouter } from 'next/navigation';
import { Button } from '../ui/button';
import { FailureCallout } from '../ui/failure-callout';
import { Select } from '../ui/select';
import { useToast } from '../ui/toast';
import type { FieldSuggestion } from './field-types';
import { OptionsField } from './options-field';
import { accountOptions, TypedNameCheck, TypedTypeCheck, type AccountSchema } from './account-check';

type FieldsInput = z.input<typeof crmFieldsInputSchema>;

const EMPTY: CrmFieldInput = {
  name: '',
  apiName: '',
  type: DEFAULT_FIELD_TYPE,
  required: false,
  readOnly: false,
  options: [],
};

interface AddFieldDialogProps {
  objectId: string;
  /** The provider's usual properties that are not configured yet. */
  suggestions: readonly FieldSuggestion[];
  schema: AccountSchema;
  onClose: () => void;
}

/** Adds a field by hand or from one of the provider's usual properties. */
export function AddFieldDialog({ objectId, suggestions, schema, onClose }: AddFieldDialogProps) {
  const t = useTranslations('crm');
  const form = useApiForm(crmFieldsInputSchema, {
    url: `/api/crm-objects/${objectId}/fields`,
    method: 'POST',
    values: { fields: [EMPTY] },
    response: addedFieldsSchema,
    savedMessage: t('addField.done', { count: 1 }),
    onSaved: onClose,
  });
  const field = useWatch({ control: form.control, name: 'fields.0' });
  useSetAside(form, field);
  const start = (apiName: string) => {
    const suggestion = suggestions.find((candidate) => candidate.apiName === apiName);
    if (suggestion) form.setValue('fields.0', toInput(suggestion));
  };
  return (
    <FormDialog
      form={form}
      title={t('addField.title')}
      description={t('addField.text')}
      submitLabel={t('addField.submit')}
      onClose={onClose}
      before={
        <>
          <UsualFields
            objectId={objectId}
            suggestions={suggestions.filter(({ isUsual }) => isUsual)}
            onDone={onClose}
          />
          {suggestions.length > 0 && (
            <div className="mb-5">
              <label htmlFor="field-suggestion" className="mb-1 block font-medium">
                {t('addField.suggestion')}
              </label>
              <Select
                id="field-suggestion"
                defaultValue=""
                placeholder={t('addField.noSuggestion')}
                options={suggestions.map(({ apiName, name }) => ({ value: apiName, label: `${name} (${apiName})` }))}
                onChange={(event) => start(event.target.value)}
              />
            </div>
          )}
        </>
      }
    >
      <TextField form={form} name="fields.0.name" label={t('field.name')} />
      <TextField form={form} name="fields.0.apiName" label={t('apiName')} help={t('field.apiNameHelp')} mono />
      <TypedNameCheck schema={schema} apiName={field.apiName} />
      <SelectField
        form={form}
        name="fields.0.type"
        label={t('field.type')}
        options={CRM_FIELD_TYPES.map((value) => ({ value, label: t(`types.${value}`) }))}
      />
      <TypedTypeCheck schema={schema} field={field} />
      {hasOwnOptions(field.type) && (
        <OptionsField
          form={form}
          name="fields.0.options"
          label={t('field.options')}
          accountOptions={accountOptions(schema, field.apiName)}
        />
      )}
      <CheckboxField form={form} name="fields.0.required" label={t('field.required')} help={t('field.requiredHelp')} />
      <CheckboxField form={form} name="fields.0.readOnly" label={t('field.readOnly')} help={t('field.readOnlyHelp')} />
    </FormDialog>
  );
}

/** Only lists are sent with options, so the options are set aside while another type is chosen. */
function useSetAside(form: ApiForm<FieldsInput>, { type, options = [] }: FieldsInput['fields'][number]): void {
  const aside = useRef<typeof options>([]);
  const hasOptions = options.length > 0;
  useEffect(() => {
    if (!hasOwnOptions(type) && hasOptions) {
      aside.current = options;
      form.setValue('fields.0.options', []);
    } else if (hasOwnOptions(type) && !hasOptions && aside.current.length > 0) {
      form.setValue('fields.0.options', aside.current);
      aside.current = [];
    }
  }, [form, type, options, hasOptions]);
}

/** Adds all of the provider's usual properties at once. */
function UsualFields({
  objectId,
  suggestions,
  onDone,
}: {
  objectId: string;
  suggestions: readonly FieldSuggestion[];
  onDone: () => void;
}) {
  const t = useTranslations('crm');
  const router = useRouter();
  const toast = useToast();
  const failureText = useFailureText();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  if (suggestions.length === 0) return null;
  const addAll = async () => {
    setBusy(true);
    try {
      await apiFetch(`/api/crm-objects/${objectId}/fields`, addedFieldsSchema, {
        method: 'POST',
        body: { fields: suggestions.map(toInput) },
      });
      toast({ title: t('addField.done', { count: suggestions.length }) });
      router.refresh();
      onDone();
    } catch (error) {
      setFailure(failureText(error));
      setBusy(false);
    }
  };
  return (
    <div className="mb-5 space-y-2 rounded-card border bg-sunken px-4 py-3">
      <p className="text-sm">{t('addField.usualText', { names: suggestions.map(({ name }) => name).join(', ') })}</p>
      <FailureCallout failure={failure} />
      <Button size="small" busy={busy} onClick={() => void addAll()}>
        {t('addField.usual', { count: suggestions.length })}
      </Button>
    </div>
  );
}

function toInput({ isUsual: _isUsual, ...field }: FieldSuggestion): CrmFieldInput {
  return { ...field, required: false };
}
