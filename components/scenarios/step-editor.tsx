'use client';

import { Plus, Trash2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { ObjectModel } from '@/lib/domain/crm/crm';
import { isSearchableBy } from '@/lib/domain/crm/field-types';
import { startIdentityCondition } from '@/lib/domain/rules/presets';
import { choosableOptions } from '@/lib/domain/crm/readable-field';
import { MAX_CONDITIONS, type ScreenPopCondition, type ScreenPopStep } from '@/lib/domain/screen-pop/scenario';
import { FieldError } from '../forms/field';
import { Button } from '../ui/button';
import { IconButton } from '../ui/icon-button';
import { usePart } from '../forms/definition';
import { PartChecks, PartSelect } from '../forms/part-fields';
import { PartValue } from '../rules/part-value';

const KINDS = ['phone_is', 'email_is', 'handle_is', 'field_equals'] as const;

interface StepEditorProps {
  path: string;
  step: ScreenPopStep;
  objects: readonly ObjectModel[];
  onChange: (step: ScreenPopStep) => void;
}

/** One search: an object and the conditions on its fields. */
export function StepEditor({ path, step, objects, onChange }: StepEditorProps) {
  const t = useTranslations('rules');
  const object = objects.find(({ id }) => id === step.objectId);
  const { id, error } = usePart(`${path}.conditions`, t('conditions'));
  const set = (index: number, condition: ScreenPopCondition) =>
    onChange({ ...step, conditions: step.conditions.map((other, at) => (at === index ? condition : other)) });
  return (
    <div className="space-y-4">
      <PartSelect
        path={`${path}.objectId`}
        label={t('searchObject')}
        placeholder={t('chooseObject')}
        value={step.objectId}
        options={objects.map((candidate) => ({ value: candidate.id, label: candidate.name }))}
        onChange={(objectId) =>
          onChange({
            objectId,
            conditions: [
              startCondition(
                'phone_is',
                objects.find((candidate) => candidate.id === objectId),
              ),
            ],
            distinguishBy: [],
          })
        }
      />
      {object && (
        <>
          <div id={id} className="space-y-3">
            {step.conditions.map((condition, index) => (
              <div key={index} className="rounded-card border px-3 py-3">
                <div className="flex items-start gap-2">
                  <div className="min-w-0 flex-1">
                    <ConditionEditor
                      path={`${path}.conditions.${index}`}
                      position={index + 1}
                      condition={condition}
                      object={object}
                      onChange={(next) => set(index, next)}
                    />
                  </div>
                  {step.conditions.length > 1 && (
                    <IconButton
                      label={t('removeCondition', { position: index + 1 })}
                      icon={<Trash2 aria-hidden className="size-4" />}
                      onClick={() => onChange({ ...step, conditions: step.conditions.filter((_, at) => at !== index) })}
                    />
                  )}
                </div>
              </div>
            ))}
            <FieldError id={`${id}-error`} message={error} />
            {step.conditions.length < MAX_CONDITIONS && (
              <Button
                size="small"
                icon={<Plus aria-hidden className="size-4" />}
                onClick={() =>
                  onChange({ ...step, conditions: [...step.conditions, startCondition('field_equals', object)] })
                }
              >
                {t('addCondition')}
              </Button>
            )}
          </div>
          <PartChecks
            inline
            path={`${path}.distinguishBy`}
            label={t('distinguishBy')}
            help={t('distinguishByHelp')}
            maximum={2}
            options={object.fields.map((field) => ({ value: field.id, label: field.name }))}
            value={step.distinguishBy}
            onChange={(distinguishBy) => onChange({ ...step, distinguishBy })}
          />
        </>
      )}
    </div>
  );
}

function startCondition(kind: ScreenPopCondition['kind'], object: ObjectModel | undefined): ScreenPopCondition {
  return kind === 'field_equals' ? { kind, fieldId: '', value: '' } : startIdentityCondition(kind, object);
}

export function startStep(object: ObjectModel | undefined): ScreenPopStep {
  return { objectId: object?.id ?? '', conditions: [startCondition('phone_is', object)], distinguishBy: [] };
}

interface ConditionEditorProps {
  path: string;
  position: number;
  condition: ScreenPopCondition;
  object: ObjectModel;
  onChange: (condition: ScreenPopCondition) => void;
}

function ConditionEditor({ path, position, condition, object, onChange }: ConditionEditorProps) {
  const t = useTranslations('rules');
  const kind = (
    <PartSelect
      path={`${path}.kind`}
      label={t('condition', { position })}
      value={condition.kind}
      options={KINDS.map((value) => ({ value, label: t(`conditionKinds.${value}`) }))}
      onChange={(next) => onChange(startCondition(next, object))}
    />
  );
  if (condition.kind === 'field_equals') {
    const field = object.fields.find(({ id }) => id === condition.fieldId);
    return (
      <div className="grid gap-3 sm:grid-cols-3">
        {kind}
        <PartSelect
          path={`${path}.fieldId`}
          label={t('field')}
          placeholder={t('chooseField')}
          value={condition.fieldId}
          options={object.fields.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(fieldId) => onChange({ ...condition, fieldId, value: '' })}
        />
        <PartValue
          path={`${path}.value`}
          label={t('value')}
          options={field ? choosableOptions(field) : []}
          value={condition.value}
          onChange={(value) => onChange({ ...condition, value })}
        />
      </div>
    );
  }
  const fields = object.fields.filter(({ type }) => isSearchableBy(type, condition.kind));
  return (
    <div className="space-y-3">
      {kind}
      <PartChecks
        inline
        maximum={5}
        path={`${path}.fieldIds`}
        label={t('searchedFields')}
        help={fields.length === 0 ? t('noSearchableFields', { object: object.name }) : t('searchedFieldsHelp')}
        options={fields.map(({ id, name }) => ({ value: id, label: name }))}
        value={condition.fieldIds}
        onChange={(fieldIds) => onChange({ ...condition, fieldIds })}
      />
    </div>
  );
}
