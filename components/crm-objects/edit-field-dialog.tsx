'use client';

import { useTranslations } from 'use-intl';
import { versionedSchema } from '@/lib/domain/base/api';
import { crmFieldEditSchema } from '@/lib/domain/crm/crm';
import { hasOwnOptions } from '@/lib/domain/crm/field-types';
import { CheckboxField } from '../forms/toggle-field';
import { FormDialog } from '../forms/form-dialog';
import { TextField } from '../forms/text-field';
import { useApiForm } from '../forms/use-api-form';
import { DescriptionList } from '../ui/description-list';
import type { StoredField } from './field-types';
import { OptionsField } from './options-field';
import { accountOptions, type AccountSchema } from './account-check';

/** The API name and type can't change, because conditions and mappings rely on both. */
export function EditFieldDialog({
  field,
  schema,
  onClose,
}: {
  field: StoredField;
  schema: AccountSchema;
  onClose: () => void;
}) {
  const t = useTranslations('crm');
  const form = useApiForm(crmFieldEditSchema, {
    url: `/api/crm-fields/${field.id}`,
    method: 'PATCH',
    values: {
      name: field.name,
      required: field.required,
      readOnly: field.readOnly,
      options: [...field.options],
      version: field.version,
    },
    response: versionedSchema,
    savedMessage: t('saved'),
    onSaved: onClose,
  });
  return (
    <FormDialog
      form={form}
      title={t('editField.title', { name: field.name })}
      description={t('editField.text')}
      submitLabel={t('editField.submit')}
      onClose={onClose}
      before={
        <DescriptionList
          className="mb-5"
          items={[
            { term: t('apiName'), value: field.apiName, mono: true },
            { term: t('field.type'), value: t(`types.${field.type}`) },
          ]}
        />
      }
    >
      <TextField form={form} name="name" label={t('field.name')} />
      {hasOwnOptions(field.type) && (
        <OptionsField
          form={form}
          name="options"
          label={t('field.options')}
          accountOptions={accountOptions(schema, field.apiName)}
        />
      )}
      <CheckboxField form={form} name="required" label={t('field.required')} help={t('field.requiredHelp')} />
      <CheckboxField form={form} name="readOnly" label={t('field.readOnly')} help={t('field.readOnlyHelp')} />
    </FormDialog>
  );
}
