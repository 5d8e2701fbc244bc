'use client';

import { useTranslations } from 'use-intl';
import type { ProfileInput } from '@/lib/domain/people/profile';
import { FieldError } from '../forms/field';
import { usePart } from '../forms/definition';
import { Checkbox } from '../ui/checkbox';
import { ReorderableList } from '../ui/reorderable-list';
import type { CrmChoice } from './crm-choice';

export type ProfileObject = ProfileInput['objects'][number];

interface ObjectRightsProps {
  path: string;
  object: CrmChoice['objects'][number];
  value: ProfileObject;
  onChange: (value: ProfileObject) => void;
  isReadOnly: boolean;
}

/** What agents may do with an object's cards, and which fields they see, in order. */
export function ObjectRights({ path, object, value, onChange, isReadOnly }: ObjectRightsProps) {
  const t = useTranslations('profiles');
  const { id, error } = usePart(`${path}.canView`, t('rightsOf', { object: object.name }));
  const fields = usePart(`${path}.fieldIds`, t('fieldsOf', { object: object.name }), true);
  const shown = value.fieldIds.flatMap((fieldId) => object.fields.find((field) => field.id === fieldId) ?? []);
  const hidden = object.fields.filter((field) => !value.fieldIds.includes(field.id));
  const setRight = (right: 'canCreate' | 'canEdit', isOn: boolean) => onChange({ ...value, [right]: isOn });
  const setView = (isOn: boolean) => {
    if (!isOn) onChange({ ...value, canView: false, canCreate: false, canEdit: false });
    else
      onChange({
        ...value,
        canView: true,
        fieldIds: value.fieldIds.length > 0 ? value.fieldIds : object.fields.map((field) => field.id),
      });
  };
  return (
    <section aria-label={object.name} className="space-y-3 py-4 first:pt-0 last:pb-0">
      <fieldset id={id} aria-invalid={error === undefined ? undefined : true} className="min-w-0">
        <legend className="font-medium">{object.name}</legend>
        <div className="mt-1.5 flex flex-wrap gap-x-5 gap-y-1.5">
          <Checkbox
            label={t('view')}
            aria-label={t('viewOf', { object: object.name })}
            checked={value.canView}
            onChange={(event) => setView(event.target.checked)}
          />
          <Checkbox
            label={t('createCards')}
            aria-label={t('createOf', { object: object.name })}
            checked={value.canCreate}
            disabled={!value.canView}
            onChange={(event) => setRight('canCreate', event.target.checked)}
          />
          <Checkbox
            label={t('edit')}
            aria-label={t('editOf', { object: object.name })}
            checked={value.canEdit}
            disabled={!value.canView}
            onChange={(event) => setRight('canEdit', event.target.checked)}
          />
        </div>
        <FieldError id={`${id}-error`} message={error} />
      </fieldset>
      {value.canView && (
        <details id={fields.id} open={fields.error !== undefined || undefined}>
          <summary className="w-fit rounded-small text-muted hover:text-ink">
            {t('shownFields', { count: shown.length, total: object.fields.length })}
          </summary>
          <div className="mt-2 space-y-3">
            <FieldError id={`${fields.id}-error`} message={fields.error} />
            {shown.length > 0 && (
              <ReorderableList
                label={t('fieldsOf', { object: object.name })}
                items={shown}
                getKey={(field) => field.id}
                getName={(field) => field.name}
                onReorder={(next) => onChange({ ...value, fieldIds: next.map((field) => field.id) })}
                {...(isReadOnly ? { lockedReason: '' } : {})}
                renderItem={(field) => (
                  <Checkbox
                    label={field.name}
                    hint={field.required ? t('required') : field.readOnly ? t('fieldReadOnly') : undefined}
                    checked
                    onChange={() =>
                      onChange({ ...value, fieldIds: value.fieldIds.filter((other) => other !== field.id) })
                    }
                  />
                )}
              />
            )}
            {hidden.length > 0 && (
              <fieldset className="min-w-0">
                <legend className="mb-1 text-sm text-muted">{t('hiddenFields')}</legend>
                <div className="flex flex-wrap gap-x-5 gap-y-1.5">
                  {hidden.map((field) => (
                    <Checkbox
                      key={field.id}
                      label={field.name}
                      checked={false}
                      onChange={() => onChange({ ...value, fieldIds: [...value.fieldIds, field.id] })}
                    />
                  ))}
                </div>
              </fieldset>
            )}
          </div>
        </details>
      )}
    </section>
  );
}
