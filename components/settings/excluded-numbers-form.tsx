'use client';

import { Plus, Trash2 } from 'lucide-react';
import { useController } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { versionedSchema } from '@/lib/domain/base/api';
import {
  EXCLUDED_KINDS,
  excludedNumbersEditSchema,
  MOST_EXCLUDED,
  type ExcludedNumber,
} from '@/lib/domain/interaction/excluded-numbers';
import { Form } from '../forms/form';
import { formSchema } from '../forms/form-schema';
import { useApiForm } from '../forms/use-api-form';
import { DefinitionProvider, Part } from '../forms/definition';
import { PartSelect } from '../forms/part-fields';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { IconButton } from '../ui/icon-button';
import { Input } from '../ui/input';

interface Values {
  entries: ExcludedNumber[];
  version: number;
}

interface Note {
  numbers: number;
  customerCalls: number;
}

/** Numbers and lines whose calls are with nobody who is a customer. */
export function ExcludedNumbersForm({
  values,
  notes,
  users,
  readOnlyReason,
}: {
  values: Values;
  /** Of each saved entry. */
  notes: readonly Note[];
  users: readonly { id: string; name: string }[];
  readOnlyReason: string | undefined;
}) {
  const t = useTranslations('settings.excludedNumbers');
  const form = useApiForm(formSchema<Values>(excludedNumbersEditSchema), {
    url: '/api/settings/excluded-numbers',
    method: 'PUT',
    values,
    response: versionedSchema,
    savedMessage: t('saved'),
  });
  const { field } = useController({ control: form.control, name: 'entries' });
  const entries: ExcludedNumber[] = field.value;
  const change = (index: number, entry: ExcludedNumber) =>
    field.onChange(entries.map((other, at) => (at === index ? entry : other)));
  return (
    <Form form={form} mode="edit" readOnlyReason={readOnlyReason} className="mt-6 max-w-none">
      <DefinitionProvider form={form} disabled={readOnlyReason !== undefined}>
        <Card title={t('title')} description={t('text')}>
          {entries.length > 0 && (
            <ol className="mb-3 divide-y rounded-card border">
              {entries.map((entry, index) => (
                <li key={index} className="flex items-start gap-2 px-3 py-3">
                  <div className="@container min-w-0 flex-1">
                    <Entry index={index} entry={entry} users={users} onChange={(changed) => change(index, changed)} />
                    <EntryNote note={sameEntry(entry, values.entries[index]) ? notes[index] : undefined} />
                  </div>
                  {readOnlyReason === undefined && (
                    <IconButton
                      label={t('remove', { number: entry.from || String(index + 1) })}
                      icon={<Trash2 aria-hidden className="size-4" />}
                      onClick={() => field.onChange(entries.filter((_, at) => at !== index))}
                    />
                  )}
                </li>
              ))}
            </ol>
          )}
          {entries.length === 0 && <p className="mb-3 text-sm text-muted">{t('empty')}</p>}
          {readOnlyReason === undefined && (
            <Button
              size="small"
              icon={<Plus aria-hidden className="size-4" />}
              disabled={entries.length >= MOST_EXCLUDED}
              onClick={() => field.onChange([...entries, { kind: 'internal', from: '', to: null, userId: null }])}
            >
              {t('add')}
            </Button>
          )}
        </Card>
      </DefinitionProvider>
    </Form>
  );
}

function Entry({
  index,
  entry,
  users,
  onChange,
}: {
  index: number;
  entry: ExcludedNumber;
  users: readonly { id: string; name: string }[];
  onChange: (entry: ExcludedNumber) => void;
}) {
  const t = useTranslations('settings.excludedNumbers');
  const path = (name: keyof ExcludedNumber) => `entries.${index}.${name}`;
  return (
    <div className="grid items-start gap-3 @sm:grid-cols-2 @3xl:grid-cols-4">
      <PartSelect
        path={path('kind')}
        label={t('kind')}
        value={entry.kind}
        options={EXCLUDED_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        onChange={(kind) => onChange({ ...entry, kind, userId: null, ...(kind === 'line' ? { to: null } : {}) })}
      />
      <Part path={path('from')} label={t(entry.kind === 'line' ? 'line' : 'from')}>
        {(aria) => (
          <Input {...aria} value={entry.from} onChange={(event) => onChange({ ...entry, from: event.target.value })} />
        )}
      </Part>
      {entry.kind !== 'line' && (
        <Part path={path('to')} label={t('to')}>
          {(aria) => (
            <Input
              {...aria}
              value={entry.to ?? ''}
              onChange={(event) => onChange({ ...entry, to: event.target.value === '' ? null : event.target.value })}
            />
          )}
        </Part>
      )}
      {entry.kind === 'internal' && entry.to === null && (
        <PartSelect
          path={path('userId')}
          label={t('user')}
          value={entry.userId ?? ''}
          options={[{ value: '', label: t('nobody') }, ...users.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={(userId) => onChange({ ...entry, userId: userId === '' ? null : userId })}
        />
      )}
    </div>
  );
}

/** More numbers than a person would check. */
const MANY = 100;

function EntryNote({ note }: { note: Note | undefined }) {
  const t = useTranslations('settings.excludedNumbers');
  if (note === undefined || (note.customerCalls === 0 && note.numbers <= MANY)) return null;
  return (
    <p className="mt-2 text-sm text-warning">
      {note.customerCalls > 0 ? t('customerCalls', { count: note.customerCalls }) : t('many', { count: note.numbers })}
    </p>
  );
}

function sameEntry(a: ExcludedNumber, b: ExcludedNumber | undefined): boolean {
  return b !== undefined && a.kind === b.kind && a.from === b.from && a.to === b.to;
}
