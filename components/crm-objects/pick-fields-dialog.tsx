'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { CRM_FIELD_TYPES, crmFieldTypeSchema, hasOwnOptions, type CrmFieldType } from '@/lib/domain/crm/field-types';
import { suggestField, typeWarnings, usableOptions } from '@/lib/domain/crm/field-suggestion';
import { accountPropertiesSchema, type AccountProperty } from '@/lib/domain/answers/account-schema';
import { addedFieldsSchema } from '@/lib/domain/answers/crm';
import { apiFetch } from '../forms/api-fetch';
import { useFailureText, type Failure } from '../forms/use-failure-text';
import { useUnsavedQuestion } from '../forms/use-unsaved-question';
import { LoadView } from '../lists/load-view';
import { useApiLoad } from '../lists/use-api-load';
import { Button } from '../ui/button';
import { FailureCallout } from '../ui/failure-callout';
import { Checkbox } from '../ui/checkbox';
import { DialogClose } from '../ui/dialog';
import { GuardedDialog } from '../ui/guarded-dialog';
import { Input } from '../ui/input';
import { Select } from '../ui/select';
import { useToast } from '../ui/toast';

interface PickFieldsDialogProps {
  crmId: string;
  objectId: string;
  objectApiName: string;
  taken: readonly string[];
  onClose: () => void;
}

const SHOWN = 200;

/** Adds several fields from the account's schema, each with the type suggested for its property. */
export function PickFieldsDialog({ crmId, objectId, objectApiName, taken, onClose }: PickFieldsDialogProps) {
  const t = useTranslations('crm');
  const router = useRouter();
  const toast = useToast();
  const failureText = useFailureText();
  const unsaved = useUnsavedQuestion();
  const loaded = useApiLoad(`/api/crms/${crmId}/schema/${encodeURIComponent(objectApiName)}`, accountPropertiesSchema);
  const [query, setQuery] = useState('');
  /** The chosen type by API name. */
  const [chosen, setChosen] = useState<ReadonlyMap<string, CrmFieldType>>(new Map());
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();

  const toggle = (property: AccountProperty, isOn: boolean) => {
    const next = new Map(chosen);
    if (isOn) next.set(property.apiName, suggestField(property).type);
    else next.delete(property.apiName);
    setChosen(next);
  };
  const add = async () => {
    if (loaded.state !== 'ready') return;
    setBusy(true);
    setFailure(undefined);
    const fields = loaded.data.items.flatMap((property) => {
      const type = chosen.get(property.apiName);
      return type === undefined ? [] : [fieldOf(property, type)];
    });
    try {
      await apiFetch(`/api/crm-objects/${objectId}/fields`, addedFieldsSchema, { method: 'POST', body: { fields } });
      toast({ title: t('addField.done', { count: fields.length }) });
      router.refresh();
      onClose();
    } catch (error) {
      setFailure(failureText(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <GuardedDialog
      question={chosen.size > 0 && !busy ? unsaved('dialog') : null}
      onClose={onClose}
      size="large"
      title={t('pickFields.title')}
      description={t('pickFields.text')}
      footer={
        <>
          <DialogClose>
            <Button>{t('cancel')}</Button>
          </DialogClose>
          <Button variant="primary" busy={busy} disabled={chosen.size === 0} onClick={() => void add()}>
            {t('pickFields.submit', { count: chosen.size })}
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        <FailureCallout failure={failure} />
        <LoadView loaded={loaded}>
          {({ items }) => {
            const wanted = query.trim().toLowerCase();
            const found = items.filter(({ apiName, label }) => `${apiName} ${label}`.toLowerCase().includes(wanted));
            return (
              <>
                <Input
                  type="search"
                  data-autofocus
                  aria-label={t('pickFields.search')}
                  placeholder={t('pickFields.search')}
                  value={query}
                  onChange={(event) => setQuery(event.target.value)}
                />
                <ul aria-label={t('pickFields.list')} className="divide-y rounded-card border">
                  {found.slice(0, SHOWN).map((property) => (
                    <PropertyRow
                      key={property.apiName}
                      property={property}
                      isTaken={taken.includes(property.apiName)}
                      type={chosen.get(property.apiName)}
                      onToggle={(isOn) => toggle(property, isOn)}
                      onType={(type) => setChosen(new Map(chosen).set(property.apiName, type))}
                    />
                  ))}
                  {found.length === 0 && <li className="px-3 py-2 text-muted">{t('pickFields.none')}</li>}
                  {found.length > SHOWN && (
                    <li className="px-3 py-2 text-sm text-muted">
                      {t('pickFields.more', { count: found.length - SHOWN })}
                    </li>
                  )}
                </ul>
              </>
            );
          }}
        </LoadView>
      </div>
    </GuardedDialog>
  );
}

interface PropertyRowProps {
  property: AccountProperty;
  isTaken: boolean;
  /** Undefined: not chosen. */
  type: CrmFieldType | undefined;
  onToggle: (isOn: boolean) => void;
  onType: (type: CrmFieldType) => void;
}

function PropertyRow({ property, isTaken, type, onToggle, onType }: PropertyRowProps) {
  const t = useTranslations('crm');
  const validation = useTranslations('validation');
  const name = property.label || property.apiName;
  const warnings = type === undefined ? [] : typeWarnings(fieldOf(property, type), property);
  return (
    <li className="px-3 py-2">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <Checkbox
          className="min-w-0 flex-1 basis-56"
          label={name}
          hint={
            <>
              <code className="font-mono text-xs break-all">{property.apiName}</code> · {property.providerType}
              {isTaken && ` · ${t('pickFields.taken')}`}
            </>
          }
          checked={isTaken || type !== undefined}
          disabled={isTaken}
          onChange={(event) => onToggle(event.target.checked)}
        />
        {type !== undefined && (
          <div className="w-44">
            <Select
              aria-label={t('pickFields.typeOf', { name })}
              value={type}
              options={CRM_FIELD_TYPES.filter((value) => !hasOwnOptions(value) || property.options.length > 0).map(
                (value) => ({ value, label: t(`types.${value}`) }),
              )}
              onChange={(event) => onType(crmFieldTypeSchema.parse(event.target.value))}
            />
          </div>
        )}
      </div>
      {warnings.map((warning) => (
        <p key={warning.key} role="status" className="mt-1 pl-6 text-sm text-warning">
          {validation(warning.key, warning.params)}
        </p>
      ))}
    </li>
  );
}

function fieldOf(property: AccountProperty, type: CrmFieldType) {
  return { ...suggestField(property), type, options: hasOwnOptions(type) ? usableOptions(property.options) : [] };
}
