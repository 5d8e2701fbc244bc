'use client';

import { ChevronLeft } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { versionedSchema } from '@/lib/domain/base/api';
import { crmObjectEditSchema, RECORD_OWNERS, type RecordOwner } from '@/lib/domain/crm/crm';
import { FormDialog } from '../forms/form-dialog';
import { SelectField } from '../forms/select-field';
import { TextField } from '../forms/text-field';
import { useApiForm } from '../forms/use-api-form';
import { Button } from '../ui/button';
import { TextLink } from '../ui/text-link';

interface ObjectHeadProps {
  crmId: string;
  object: { id: string; name: string; apiName: string; newRecordOwner: RecordOwner; version: number };
  canModify: boolean;
}

export function ObjectHead({ crmId, object, canModify }: ObjectHeadProps) {
  const t = useTranslations('crm');
  const [editing, setEditing] = useState(false);
  return (
    <div className="mb-5">
      <TextLink href={`/maker/crm/${crmId}`} className="inline-flex items-center gap-1 text-sm">
        <ChevronLeft aria-hidden className="size-4" />
        {t('objectList.all')}
      </TextLink>
      <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="text-lg font-semibold tracking-title wrap-anywhere">{object.name}</h2>
        <code className="font-mono text-sm break-all text-muted">{object.apiName}</code>
        {canModify && (
          <Button size="small" variant="ghost" onClick={() => setEditing(true)}>
            {t('editObject.open')}
          </Button>
        )}
      </div>
      <p className="text-sm text-muted">{t('newRecordOwner.now', { owner: object.newRecordOwner })}</p>
      {editing && <EditDialog object={object} onClose={() => setEditing(false)} />}
    </div>
  );
}

function EditDialog({ object, onClose }: { object: ObjectHeadProps['object']; onClose: () => void }) {
  const t = useTranslations('crm');
  const form = useApiForm(crmObjectEditSchema, {
    url: `/api/crm-objects/${object.id}`,
    method: 'PATCH',
    values: { name: object.name, newRecordOwner: object.newRecordOwner, version: object.version },
    response: versionedSchema,
    savedMessage: t('saved'),
    onSaved: onClose,
  });
  return (
    <FormDialog
      form={form}
      title={t('editObject.title', { name: object.name })}
      description={t('editObject.text', { apiName: object.apiName })}
      submitLabel={t('editObject.submit')}
      onClose={onClose}
      size="small"
    >
      <TextField form={form} name="name" label={t('addObject.name')} />
      <SelectField
        form={form}
        name="newRecordOwner"
        label={t('newRecordOwner.label')}
        help={t('newRecordOwner.help')}
        options={RECORD_OWNERS.map((value) => ({ value, label: t(`newRecordOwner.${value}`) }))}
      />
    </FormDialog>
  );
}
