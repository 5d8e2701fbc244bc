'use client';

import { ChevronLeft } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { versionedSchema } from '@/lib/domain/base/api';
import { crmObjectEditSchema } from '@/lib/domain/crm/crm';
import { FormDialog } from '../forms/form-dialog';
import { TextField } from '../forms/text-field';
import { useApiForm } from '../forms/use-api-form';
import { Button } from '../ui/button';
import { TextLink } from '../ui/text-link';

interface ObjectHeadProps {
  crmId: string;
  object: { id: string; name: string; apiName: string; version: number };
  canModify: boolean;
}

export function ObjectHead({ crmId, object, canModify }: ObjectHeadProps) {
  const t = useTranslations('crm');
  const [renaming, setRenaming] = useState(false);
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
          <Button size="small" variant="ghost" onClick={() => setRenaming(true)}>
            {t('rename.open')}
          </Button>
        )}
      </div>
      {renaming && <RenameDialog object={object} onClose={() => setRenaming(false)} />}
    </div>
  );
}

function RenameDialog({ object, onClose }: { object: ObjectHeadProps['object']; onClose: () => void }) {
  const t = useTranslations('crm');
  const form = useApiForm(crmObjectEditSchema, {
    url: `/api/crm-objects/${object.id}`,
    method: 'PATCH',
    values: { name: object.name, version: object.version },
    response: versionedSchema,
    savedMessage: t('saved'),
    onSaved: onClose,
  });
  return (
    <FormDialog
      form={form}
      title={t('rename.title', { name: object.name })}
      description={t('rename.text', { apiName: object.apiName })}
      submitLabel={t('rename.submit')}
      onClose={onClose}
      size="small"
    >
      <TextField form={form} name="name" label={t('addObject.name')} />
    </FormDialog>
  );
}
