'use client';

import { useTranslations } from 'use-intl';
import { factorNameSchema } from '@/lib/domain/people/second-factor';
import { nothing } from '../forms/api-fetch';
import { FormDialog } from '../forms/form-dialog';
import { TextField } from '../forms/text-field';
import { useApiForm } from '../forms/use-api-form';

export function RenameFactor({ factor, onClose }: { factor: { id: string; name: string }; onClose: () => void }) {
  const t = useTranslations('second-factor');
  const form = useApiForm(factorNameSchema, {
    url: `/api/account/second-factor/${factor.id}`,
    method: 'PATCH',
    values: { name: factor.name },
    response: nothing,
    savedMessage: t('renamed'),
    onSaved: onClose,
  });
  return (
    <FormDialog
      form={form}
      size="small"
      title={t('renameTitle', { name: factor.name })}
      submitLabel={t('save')}
      onClose={onClose}
    >
      <TextField form={form} name="name" label={t('name')} autoFocus />
    </FormDialog>
  );
}
