'use client';

import { useTranslations } from 'use-intl';
import { createdSchema } from '@/lib/domain/base/api';
import { crmObjectInputSchema } from '@/lib/domain/crm/crm';
import { FormDialog } from '../forms/form-dialog';
import { TextField } from '../forms/text-field';
import { useApiForm } from '../forms/use-api-form';
import { Button } from '../ui/button';

export interface ObjectSuggestion {
  apiName: string;
  name: string;
}

interface AddObjectDialogProps {
  crmId: string;
  /** The provider's usual objects that are not configured yet. */
  suggestions: readonly ObjectSuggestion[];
  onClose: () => void;
}

/** Adds an object by hand, with the name agents see and the provider's name. */
export function AddObjectDialog({ crmId, suggestions, onClose }: AddObjectDialogProps) {
  const t = useTranslations('crm');
  const form = useApiForm(crmObjectInputSchema, {
    url: `/api/crms/${crmId}/objects`,
    method: 'POST',
    values: { name: '', apiName: '' },
    response: createdSchema,
    savedMessage: t('addObject.done'),
    nextPage: ({ id }) => `/maker/crm/${crmId}/objects/${id}`,
  });
  const suggest = ({ name, apiName }: ObjectSuggestion) => {
    form.setValue('name', name);
    form.setValue('apiName', apiName);
  };
  return (
    <FormDialog
      form={form}
      title={t('addObject.title')}
      description={t('addObject.text')}
      submitLabel={t('addObject.submit')}
      onClose={onClose}
      before={
        suggestions.length > 0 && (
          <div className="mb-5">
            <p id="usual-objects" className="mb-1.5 text-sm text-muted">
              {t('addObject.suggestions')}
            </p>
            <div role="group" aria-labelledby="usual-objects" className="flex flex-wrap gap-2">
              {suggestions.map((suggestion) => (
                <Button key={suggestion.apiName} size="small" onClick={() => suggest(suggestion)}>
                  {suggestion.name}
                </Button>
              ))}
            </div>
          </div>
        )
      }
    >
      <TextField form={form} name="name" label={t('addObject.name')} help={t('addObject.nameHelp')} />
      <TextField form={form} name="apiName" label={t('apiName')} help={t('addObject.apiNameHelp')} mono />
    </FormDialog>
  );
}
