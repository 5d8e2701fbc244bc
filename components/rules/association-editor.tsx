'use client';

import { Plus, Trash2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { AssociationChoice } from '@/lib/domain/assignment/rule';
import type { ListOption, ObjectModel } from '@/lib/domain/crm/crm';
import { choosableOptions, withPresent } from '@/lib/domain/crm/readable-field';
import { FieldError } from '../forms/field';
import { Button } from '../ui/button';
import { IconButton } from '../ui/icon-button';
import { Input } from '../ui/input';
import { Part, usePart } from '../forms/definition';
import { FindingLines, type ShownFinding } from './mapping-findings';
import { PartChecks, PartSelect } from '../forms/part-fields';

interface AssociationEditorProps {
  path: string;
  objects: readonly ObjectModel[];
  value: readonly AssociationChoice[];
  onChange: (value: AssociationChoice[]) => void;
  /** What the account says against rows. */
  findings: readonly ShownFinding[];
}

/** The records that the logged record is associated with. Nothing else is associated. */
export function AssociationEditor({ path, objects, value, onChange, findings }: AssociationEditorProps) {
  const t = useTranslations('rules');
  const { id, error } = usePart(path, t('associations.title'));
  const used = new Set(value.map(({ objectId }) => objectId));
  const next = objects.find((object) => !used.has(object.id));
  const set = (index: number, choice: AssociationChoice) =>
    onChange(value.map((other, at) => (at === index ? choice : other)));
  return (
    <fieldset id={id} aria-invalid={error === undefined ? undefined : true} className="min-w-0 space-y-3">
      <legend className="mb-1 font-medium">{t('associations.title')}</legend>
      <p className="text-sm text-muted">{t('associations.help')}</p>
      {value.length > 0 && (
        <ol className="divide-y rounded-card border">
          {value.map((choice, index) => {
            const object = objects.find((candidate) => candidate.id === choice.objectId);
            return (
              <li key={index} className="flex items-start gap-2 px-3 py-3">
                <div className="@container min-w-0 flex-1 space-y-3">
                  <div className="grid items-end gap-3 @md:grid-cols-2">
                    <PartSelect
                      path={`${path}.${index}.objectId`}
                      label={t('associations.object', { position: index + 1 })}
                      value={choice.objectId}
                      options={objects.map((candidate) => ({
                        value: candidate.id,
                        label: candidate.name,
                        disabled: candidate.id !== choice.objectId && used.has(candidate.id),
                      }))}
                      onChange={(objectId) => set(index, { objectId, find: choice.find })}
                    />
                    <PartSelect
                      path={`${path}.${index}.find`}
                      label={t('associations.find', { object: object?.name ?? '' })}
                      value={choice.find}
                      options={(['attached', 'attached_or_related'] as const).map((find) => ({
                        value: find,
                        label: t(`associations.ways.${find}`),
                      }))}
                      onChange={(find) =>
                        set(index, find === 'attached' ? { objectId: choice.objectId, find } : { ...choice, find })
                      }
                    />
                  </div>
                  {choice.find === 'attached_or_related' && object && (
                    <Unless
                      path={`${path}.${index}.unless`}
                      object={object}
                      choice={choice}
                      onChange={(changed) => set(index, changed)}
                    />
                  )}
                  <FindingLines
                    findings={findings.filter((one) => `definition.${one.path}`.startsWith(`${path}.${index}.`))}
                  />
                </div>
                <IconButton
                  label={t('associations.remove', { object: object?.name ?? '' })}
                  icon={<Trash2 aria-hidden className="size-4" />}
                  onClick={() => onChange(value.filter((_, at) => at !== index))}
                />
              </li>
            );
          })}
        </ol>
      )}
      <FieldError id={`${id}-error`} message={error} />
      <Button
        size="small"
        icon={<Plus aria-hidden className="size-4" />}
        disabled={next === undefined || value.length >= 10}
        onClick={() => next && onChange([...value, { objectId: next.id, find: 'attached' }])}
      >
        {t('associations.add')}
      </Button>
    </fieldset>
  );
}

interface UnlessProps {
  path: string;
  object: ObjectModel;
  choice: AssociationChoice;
  onChange: (choice: AssociationChoice) => void;
}

/** Records to skip, for example closed tickets. */
function Unless({ path, object, choice, onChange }: UnlessProps) {
  const t = useTranslations('rules');
  const { unless } = choice;
  const field = object.fields.find(({ id }) => id === unless?.fieldId);
  const options = field ? choosableOptions(field) : [];
  return (
    <div className="space-y-3">
      <PartSelect
        path={`${path}.fieldId`}
        label={t('associations.unless', { object: object.name })}
        value={unless?.fieldId ?? 'none'}
        options={[
          { value: 'none', label: t('associations.noUnless') },
          ...object.fields.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(fieldId) =>
          onChange({
            objectId: choice.objectId,
            find: choice.find,
            ...(fieldId === 'none' ? {} : { unless: { fieldId, values: [] } }),
          })
        }
      />
      {unless && options.length > 0 && (
        <PartChecks
          inline
          path={`${path}.values`}
          label={t('associations.values')}
          options={unless.values.reduce<readonly ListOption[]>(withPresent, options)}
          value={unless.values}
          onChange={(values) => onChange({ ...choice, unless: { ...unless, values } })}
        />
      )}
      {unless && options.length === 0 && (
        <Part path={`${path}.values`} label={t('associations.values')} help={t('associations.valuesHelp')}>
          {(aria) => (
            <Input
              {...aria}
              defaultValue={unless.values.join(', ')}
              onChange={(event) => onChange({ ...choice, unless: { ...unless, values: wordsOf(event.target.value) } })}
            />
          )}
        </Part>
      )}
    </div>
  );
}

function wordsOf(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
