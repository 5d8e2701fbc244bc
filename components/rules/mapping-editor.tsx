'use client';

import { Plus, Trash2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { ListOption, ObjectModel } from '@/lib/domain/crm/crm';
import {
  INTERACTION_DATA,
  INTERACTION_DATA_KEYS,
  isInteractionDataKey,
  type FieldSource,
  type MappingEntry,
  type ValueTableRow,
} from '@/lib/domain/interaction/data';
import { FIELD_TYPES } from '@/lib/domain/crm/field-types';
import { choosableOptions } from '@/lib/domain/crm/readable-field';
import { FieldError } from '../forms/field';
import { Button } from '../ui/button';
import { IconButton } from '../ui/icon-button';
import { Input } from '../ui/input';
import { Select } from '../ui/select';
import { Textarea } from '../ui/textarea';
import { Part, usePart } from '../forms/definition';
import { FindingLines, type ShownFinding } from './mapping-findings';
import { PartSelect } from '../forms/part-fields';
import { PartValue } from './part-value';

interface MappingEditorProps {
  path: string;
  label: string;
  help?: string;
  object: ObjectModel | undefined;
  value: readonly MappingEntry[];
  onChange: (value: MappingEntry[]) => void;
  /** What the account says against rows, or lacks. */
  findings?: readonly ShownFinding[];
}

/** Maps interaction data, a fixed text, or a template of both to each field. */
export function MappingEditor({ path, label, help, object, value, onChange, findings = [] }: MappingEditorProps) {
  const t = useTranslations('rules');
  const { id, error } = usePart(path, label);
  const fields = (object?.fields ?? []).filter(({ readOnly }) => !readOnly);
  const used = new Set(value.map(({ fieldId }) => fieldId));
  const set = (index: number, entry: MappingEntry) =>
    onChange(value.map((other, at) => (at === index ? entry : other)));
  const next = fields.find((field) => !used.has(field.id));
  return (
    <fieldset id={id} aria-invalid={error === undefined ? undefined : true} className="min-w-0 space-y-3">
      <legend className="mb-1 font-medium">{label}</legend>
      {help !== undefined && <p className="text-sm text-muted">{help}</p>}
      {value.length > 0 && (
        <ol className="divide-y rounded-card border">
          {value.map((entry, index) => {
            const field = fields.find((candidate) => candidate.id === entry.fieldId);
            const name = field?.name ?? t('mapping.noField');
            return (
              <li key={index} className="flex items-start gap-2 px-3 py-3">
                <div className="min-w-0 flex-1 space-y-3">
                  <div className="grid items-end gap-3 sm:grid-cols-2">
                    <PartSelect
                      path={`${path}.${index}.fieldId`}
                      label={t('mapping.field', { position: index + 1 })}
                      placeholder={t('mapping.chooseField')}
                      value={entry.fieldId}
                      options={fields.map((candidate) => ({
                        value: candidate.id,
                        label: candidate.name,
                        disabled: candidate.id !== entry.fieldId && used.has(candidate.id),
                      }))}
                      onChange={(fieldId) => set(index, { ...entry, fieldId })}
                    />
                    <PartSelect
                      path={`${path}.${index}.source.kind`}
                      label={t('mapping.source', { field: name })}
                      value={entry.source.kind}
                      options={(['data', 'literal', 'template'] as const).map((kind) => ({
                        value: kind,
                        label: t(`mapping.kinds.${kind}`),
                      }))}
                      onChange={(kind) => set(index, { ...entry, source: emptySource(kind) })}
                    />
                  </div>
                  <SourceEditor
                    path={`${path}.${index}.source`}
                    fieldName={name}
                    options={field ? choosableOptions(field) : []}
                    hasLines={
                      field !== undefined &&
                      (field.facts?.isHtml === true || FIELD_TYPES[field.type].display === 'lines')
                    }
                    source={entry.source}
                    onChange={(source) => set(index, { ...entry, source })}
                  />
                  <FindingLines
                    findings={findings.filter((one) => `definition.${one.path}`.startsWith(`${path}.${index}.`))}
                  />
                </div>
                <IconButton
                  label={t('mapping.remove', { field: name })}
                  icon={<Trash2 aria-hidden className="size-4" />}
                  onClick={() => onChange(value.filter((_, at) => at !== index))}
                />
              </li>
            );
          })}
        </ol>
      )}
      <FieldError id={`${id}-error`} message={error} />
      <FindingLines findings={findings.filter((one) => `definition.${one.path}` === path)} />
      {object !== undefined && fields.length === 0 && (
        <p className="text-sm text-muted">{t('mapping.noFields', { object: object.name })}</p>
      )}
      <Button
        size="small"
        icon={<Plus aria-hidden className="size-4" />}
        disabled={next === undefined}
        onClick={() => next && onChange([...value, { fieldId: next.id, source: emptySource('data') }])}
      >
        {t('mapping.add')}
      </Button>
    </fieldset>
  );
}

function emptySource(kind: FieldSource['kind']): FieldSource {
  return kind === 'data' ? { kind, key: 'customerNumber', table: [] } : { kind, text: '' };
}

interface SourceEditorProps {
  path: string;
  fieldName: string;
  /** The field's options, if it has any. */
  options: readonly ListOption[];
  /** The field holds several lines. */
  hasLines: boolean;
  source: FieldSource;
  onChange: (source: FieldSource) => void;
}

function SourceEditor({ path, fieldName, options, hasLines, source, onChange }: SourceEditorProps) {
  const t = useTranslations('rules');
  const data = useTranslations('interaction-data');
  if (source.kind === 'data') {
    return (
      <div className="space-y-3">
        <PartSelect
          path={`${path}.key`}
          label={t('mapping.data', { field: fieldName })}
          value={source.key}
          options={INTERACTION_DATA_KEYS.map((key) => ({ value: key, label: data(key) }))}
          onChange={(key) => onChange({ ...source, key, table: suggestedTable(key, options) })}
        />
        <ValueTable
          path={`${path}.table`}
          options={options}
          source={source}
          onChange={(table) => onChange({ ...source, table })}
        />
      </div>
    );
  }
  const setText = (text: string) => onChange({ ...source, text });
  if (source.kind === 'literal')
    return (
      <PartValue
        path={`${path}.text`}
        label={t('mapping.literal', { field: fieldName })}
        options={options}
        value={source.text}
        onChange={setText}
      />
    );
  return (
    <Part path={`${path}.text`} label={t('mapping.template', { field: fieldName })} help={t('mapping.templateHelp')}>
      {(aria) => (
        <>
          {hasLines || source.text.includes('\n') ? (
            <Textarea {...aria} rows={2} value={source.text} onChange={(event) => setText(event.target.value)} />
          ) : (
            <Input {...aria} value={source.text} onChange={(event) => setText(event.target.value)} />
          )}
          <PlaceholderPicker
            onPick={(key) => setText(`${source.text}{{${key}}}`)}
            label={t('mapping.insert', { field: fieldName })}
          />
        </>
      )}
    </Part>
  );
}

function PlaceholderPicker({ label, onPick }: { label: string; onPick: (key: string) => void }) {
  const data = useTranslations('interaction-data');
  const t = useTranslations('rules');
  return (
    <div className="mt-2">
      <Select
        aria-label={label}
        value=""
        placeholder={t('mapping.insertChoice')}
        options={INTERACTION_DATA_KEYS.map((key) => ({ value: key, label: data(key) }))}
        onChange={(event) => {
          if (isInteractionDataKey(event.target.value)) onPick(event.target.value);
        }}
      />
    </div>
  );
}

/** Maps our values to the CRM's options, one row each. A value that is also an option maps to itself. */
function suggestedTable(
  key: (typeof INTERACTION_DATA_KEYS)[number],
  options: SourceEditorProps['options'],
): ValueTableRow[] {
  const entry = INTERACTION_DATA[key];
  if (entry.type !== 'choice' || options.length === 0) return [];
  return entry.choices.flatMap((from) => {
    const same = options.find(({ value }) => value.toLowerCase() === from);
    return same ? [{ from, to: same.value }] : [];
  });
}

interface ValueTableProps {
  path: string;
  options: readonly ListOption[];
  source: Extract<FieldSource, { kind: 'data' }>;
  onChange: (table: ValueTableRow[]) => void;
}

function ValueTable({ path, options, source, onChange }: ValueTableProps) {
  const t = useTranslations('rules');
  const { error } = usePart(path, t('mapping.table'), true);
  const rows = source.table ?? [];
  const entry = INTERACTION_DATA[source.key];
  const hint = entry.type === 'choice' ? t('mapping.tableChoices', { choices: entry.choices.join(', ') }) : undefined;
  const set = (index: number, change: Partial<ValueTableRow>) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...change } : row)));
  return (
    <details open={rows.length > 0} className="text-sm">
      <summary className="w-fit rounded-small text-muted hover:text-ink">
        {t('mapping.tableTitle', { count: rows.length })}
      </summary>
      <div className="mt-2 space-y-2">
        <p className="text-muted">
          {t('mapping.tableHelp')} {hint}
        </p>
        {rows.map((row, index) => (
          <div key={index} className="flex flex-wrap items-start gap-2">
            <Part
              path={`${path}.${index}.from`}
              label={t('mapping.from', { position: index + 1 })}
              labelHidden
              className="basis-full sm:flex-1 sm:basis-0"
            >
              {(aria) => (
                <Input
                  {...aria}
                  placeholder={t('mapping.fromPlaceholder')}
                  value={row.from}
                  onChange={(event) => set(index, { from: event.target.value })}
                />
              )}
            </Part>
            <span aria-hidden className="mt-1.5 text-muted">
              →
            </span>
            <PartValue
              path={`${path}.${index}.to`}
              label={t('mapping.to', { position: index + 1 })}
              labelHidden
              className="flex-1"
              placeholder={t('mapping.toPlaceholder')}
              options={options}
              value={row.to}
              onChange={(to) => set(index, { to })}
            />
            <IconButton
              label={t('mapping.removeRow', { position: index + 1 })}
              icon={<Trash2 aria-hidden className="size-4" />}
              onClick={() => onChange(rows.filter((_, at) => at !== index))}
            />
          </div>
        ))}
        {rows.length === 0 && <FieldError id={`${path}-error`} message={error} />}
        <Button
          size="small"
          icon={<Plus aria-hidden className="size-4" />}
          onClick={() => onChange([...rows, { from: '', to: '' }])}
        >
          {t('mapping.addRow')}
        </Button>
      </div>
    </details>
  );
}
