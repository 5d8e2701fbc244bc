'use client';

import { ListPlus, Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { hasOwnOptions } from '@/lib/domain/crm/field-types';
import { RowMenu } from '../lists/row-menu';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { MenuItem } from '../ui/dropdown-menu';
import { EmptyState } from '../ui/empty-state';
import { AddFieldDialog } from './add-field-dialog';
import { EditFieldDialog } from './edit-field-dialog';
import { OrderedRows } from '../lists/ordered-rows';
import { PickFieldsDialog } from './pick-fields-dialog';
import type { FieldSuggestion, StoredField } from './field-types';
import { FieldCheck, AccountCheck, useAccountSchema } from './account-check';

interface FieldListProps {
  crmId: string;
  objectId: string;
  objectApiName: string;
  fields: readonly StoredField[];
  suggestions: readonly FieldSuggestion[];
  isConnected: boolean;
  canModify: boolean;
  limit: number;
}

export function FieldList({
  crmId,
  objectId,
  objectApiName,
  fields,
  suggestions,
  isConnected,
  canModify,
  limit,
}: FieldListProps) {
  const t = useTranslations('crm');
  const [dialog, setDialog] = useState<'add' | 'pick' | StoredField>();
  const close = () => setDialog(undefined);
  const schema = useAccountSchema(crmId, objectApiName, canModify && isConnected);
  const taken = fields.map(({ apiName }) => apiName);
  const actions = canModify && (
    <div className="flex flex-wrap gap-2">
      <Button variant="primary" onClick={() => setDialog('add')}>
        {t('fieldList.add')}
      </Button>
      <Button onClick={() => setDialog('pick')} disabled={!isConnected}>
        {t('fieldList.pick')}
      </Button>
    </div>
  );
  return (
    <section aria-labelledby="fields" className="space-y-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0 flex-1 basis-72">
          <h3 id="fields" className="text-base font-semibold">
            {t('fieldList.title')}
          </h3>
          <p className="max-w-prose text-muted">
            {t('fieldList.purpose')}{' '}
            <span className="whitespace-nowrap tabular-nums">{t('quota', { total: fields.length, limit })}</span>
          </p>
          {!canModify && <p className="text-muted">{t('readOnly')}</p>}
          {canModify && !isConnected && <p className="text-sm text-muted">{t('objectList.notConnected')}</p>}
        </div>
        {fields.length > 0 && actions}
      </div>
      <AccountCheck schema={schema} fields={fields} />
      {fields.length === 0 ? (
        <EmptyState
          icon={ListPlus}
          title={t('fieldList.empty')}
          description={t('fieldList.emptyText')}
          action={actions}
        />
      ) : (
        <OrderedRows
          label={t('fieldList.title')}
          items={fields}
          orderUrl={`/api/crm-objects/${objectId}/fields/order`}
          canModify={canModify}
          renderItem={(field) => (
            <div className="flex items-start gap-2">
              <div className="min-w-0 flex-1">
                <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <span className="min-w-0 font-medium wrap-anywhere">{field.name}</span>
                  <Badge>{t(`types.${field.type}`)}</Badge>
                  {field.required && <Badge tone="info">{t('field.required')}</Badge>}
                  {field.readOnly && <Badge tone="warning">{t('field.readOnly')}</Badge>}
                </div>
                <p className="text-sm text-muted">
                  <code className="font-mono text-xs break-all">{field.apiName}</code>
                  {hasOwnOptions(field.type) && ` · ${t('fieldList.optionCount', { count: field.options.length })}`}
                </p>
                <FieldCheck schema={schema} field={field} />
              </div>
              <RowMenu
                entity={{ type: 'crm-field', id: field.id, name: field.name }}
                api="/api/crm-fields"
                href={`/maker/crm/${crmId}/objects/${objectId}`}
                can={{ create: false, modify: canModify, remove: canModify, history: true }}
                without={['open', 'duplicate', 'tags']}
                deleteConsequence={t('fieldList.deleteConsequence')}
              >
                {canModify && (
                  <MenuItem icon={<Pencil aria-hidden />} onSelect={() => setDialog(field)}>
                    {t('fieldList.edit')}
                  </MenuItem>
                )}
              </RowMenu>
            </div>
          )}
        />
      )}
      {dialog === 'add' && (
        <AddFieldDialog
          objectId={objectId}
          suggestions={suggestions.filter(({ apiName }) => !taken.includes(apiName))}
          schema={schema}
          onClose={close}
        />
      )}
      {dialog === 'pick' && (
        <PickFieldsDialog
          crmId={crmId}
          objectId={objectId}
          objectApiName={objectApiName}
          taken={taken}
          onClose={close}
        />
      )}
      {typeof dialog === 'object' && <EditFieldDialog field={dialog} schema={schema} onClose={close} />}
    </section>
  );
}
