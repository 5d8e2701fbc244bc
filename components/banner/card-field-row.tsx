'use client';

import { Check, Pencil, TriangleAlert } from 'lucide-react';
import { useEffect, useId, useRef, useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { z } from 'zod';
import { writtenCardSchema, type CardView } from '@/lib/domain/answers/card';
import type { UnsavedReason } from '@/lib/domain/crm/saved-values';
import { ApiError, apiFetch } from '../forms/api-fetch';
import { FieldError } from '../forms/field';
import { useFailureText } from '../forms/use-failure-text';
import { Button } from '../ui/button';
import { IconButton } from '../ui/icon-button';
import { FieldControl } from './field-control';
import { FieldValue } from './field-value';
import { useShowValue } from '../cards/show-value';

/** By field: what the CRM holds instead of what the agent saw. */
const currentSchema = z.record(z.string(), z.string().nullable()).catch({});

type CardField = CardView['fields'][number];

export interface CardFieldRowProps {
  field: CardField;
  /** The card's API path. */
  url: string;
  defaultCountry: string;
  /** Set if the CRM did not store the value typed for a new card. */
  unsaved: UnsavedReason | undefined;
  onSaved: (card: CardView) => void;
  onEditing: (fieldId: string, isEditing: boolean) => void;
}

/** One field with its value and, if the profile allows it, a control. Each is saved separately and reports the result. */
export function CardFieldRow({ field, url, defaultCountry, unsaved, onSaved, onEditing }: CardFieldRowProps) {
  const t = useTranslations('banner');
  const failureText = useFailureText();
  const show = useShowValue(defaultCountry);
  const id = useId();
  const pencil = useRef<HTMLButtonElement>(null);
  const [draft, setDraft] = useState<string | null>(null);
  /** What is replaced, as far as the agent knows. */
  const [seen, setSeen] = useState(field.value);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<'saved' | UnsavedReason | null>(unsaved ?? null);
  const [error, setError] = useState<string | undefined>(undefined);
  const isEditing = draft !== null;
  const wasEditing = useRef(false);
  const isReturning = useRef(false);

  // Return the focus to the button that started editing.
  useEffect(() => {
    isReturning.current = wasEditing.current && !isEditing;
    if (isReturning.current) pencil.current?.focus();
    isReturning.current = false;
    wasEditing.current = isEditing;
  }, [isEditing]);

  const edit = (value: string | null) => {
    setDraft(value);
    setError(undefined);
    onEditing(field.id, value !== null);
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (draft === (field.value ?? '')) return edit(null);
    setBusy(true);
    setError(undefined);
    try {
      const card = await apiFetch(url, writtenCardSchema, {
        method: 'PATCH',
        body: { values: { [field.id]: draft }, seen: { [field.id]: seen } },
      });
      onSaved(card);
      setOutcome(card.unsaved.find(({ fieldId }) => fieldId === field.id)?.how ?? 'saved');
      edit(null);
    } catch (failure) {
      const beside = failure instanceof ApiError ? failure.fields[`values.${field.id}`] : undefined;
      const current =
        failure instanceof ApiError ? currentSchema.parse(failure.details['current'])[field.id] : undefined;
      if (current === undefined) setError(beside ?? failureText(failure).message);
      else {
        // Whoever saves again has read what they replace.
        setSeen(current);
        const now = show(field, current);
        setError(now === '' ? t('changedToNothing') : t('changedTo', { value: now }));
      }
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className="grid grid-cols-[minmax(6.5rem,2fr)_minmax(0,5fr)] items-baseline gap-x-3 px-4 py-1">
      <dt className="py-1 text-sm break-words text-muted" id={`${id}-label`}>
        {field.name}
      </dt>
      <dd className="min-w-0">
        {draft === null ? (
          <div className="flex min-h-8 items-center justify-between gap-2">
            <FieldValue field={field} defaultCountry={defaultCountry} />
            <span className="flex shrink-0 items-center gap-2">
              <span role="status" className="inline-flex items-center gap-1 text-sm text-success">
                {outcome === 'saved' && (
                  <>
                    <Check aria-hidden className="size-4" />
                    {t('saved')}
                  </>
                )}
              </span>
              {field.canEdit && (
                <IconButton
                  ref={pencil}
                  size="small"
                  label={t('edit', { field: field.name })}
                  icon={<Pencil aria-hidden className="size-4" />}
                  onFocus={(event) => {
                    // The user did not move to it, so its tooltip would stay open over the saved value.
                    if (isReturning.current) event.preventDefault();
                  }}
                  onClick={() => {
                    setOutcome(null);
                    setSeen(field.value);
                    edit(field.value ?? '');
                  }}
                />
              )}
            </span>
          </div>
        ) : (
          <form
            noValidate
            onSubmit={(event) => void save(event)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') edit(null);
            }}
            className="space-y-2 py-1"
          >
            <FieldControl
              field={field}
              value={draft}
              onChange={setDraft}
              aria={{
                id: `${id}-control`,
                'aria-labelledby': `${id}-label`,
                'aria-describedby': error === undefined ? undefined : `${id}-error`,
                'aria-invalid': error === undefined ? undefined : true,
              }}
              autoFocus
            />
            <div role="alert">
              <FieldError id={`${id}-error`} message={error} />
            </div>
            <div className="flex gap-2">
              <Button type="submit" size="small" variant="primary" busy={busy}>
                {t('save')}
              </Button>
              <Button size="small" onClick={() => edit(null)}>
                {t('cancel')}
              </Button>
            </div>
          </form>
        )}
        {field.isFormatted && <p className="pb-1 text-sm text-muted">{t('formatted')}</p>}
        {draft === null && outcome !== null && outcome !== 'saved' && (
          <p role="alert" className="flex items-start gap-1.5 pb-1 text-sm text-warning">
            <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            {t(`unsaved.${outcome}`)}
          </p>
        )}
      </dd>
    </div>
  );
}
