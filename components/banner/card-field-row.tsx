'use client';

import { Check, Pencil } from 'lucide-react';
import { useId, useState, type FormEvent } from 'react';
import { useLocale, useTimeZone, useTranslations } from 'use-intl';
import { cardSchema, type CardView } from '@/lib/domain/card-api';
import { displayFieldValue } from '@/lib/domain/crm-field-display';
import { ApiError, apiFetch } from '../forms/api-fetch';
import { FieldError } from '../forms/field';
import { useFailureText } from '../forms/use-failure-text';
import { Button } from '../ui/button';
import { IconButton } from '../ui/icon-button';
import { FieldControl } from './field-control';

type CardField = CardView['fields'][number];

export interface CardFieldRowProps {
  field: CardField;
  /** Of the card's API. */
  url: string;
  defaultCountry: string;
  onSaved: (card: CardView) => void;
}

/** One field: its value, and where the profile allows it, its own control. Each is saved by itself and says so. */
export function CardFieldRow({ field, url, defaultCountry, onSaved }: CardFieldRowProps) {
  const t = useTranslations('banner');
  const locale = useLocale();
  const timeZone = useTimeZone() ?? 'UTC';
  const failureText = useFailureText();
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const [error, setError] = useState<string | undefined>(undefined);
  const shown = displayFieldValue(field, field.value, { locale, timeZone, defaultCountry, words: { yes: t('yes'), no: t('no') } });

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      onSaved(await apiFetch(url, cardSchema, { method: 'PATCH', body: { values: { [field.id]: draft } } }));
      setDraft(null);
      setSaved(true);
    } catch (failure) {
      const beside = failure instanceof ApiError ? failure.fields[`values.${field.id}`] : undefined;
      setError(beside ?? failureText(failure).message);
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className="grid gap-x-4 gap-y-1 px-4 py-2.5 sm:grid-cols-[10rem_minmax(0,1fr)]">
      <dt className="text-sm text-muted" id={`${id}-label`}>
        {field.name}
      </dt>
      <dd className="min-w-0">
        {draft === null ? (
          <div className="flex items-start justify-between gap-2">
            <span className="min-w-0 break-words whitespace-pre-wrap">{shown === '' ? <span className="text-muted">{t('empty')}</span> : shown}</span>
            <span className="flex shrink-0 items-center gap-1">
              {isSaved && (
                <span role="status" className="inline-flex items-center gap-1 text-sm text-success">
                  <Check aria-hidden className="size-4" />
                  {t('saved')}
                </span>
              )}
              {field.canEdit && (
                <IconButton
                  label={t('edit', { field: field.name })}
                  icon={<Pencil aria-hidden className="size-4" />}
                  onClick={() => {
                    setSaved(false);
                    setDraft(field.value ?? '');
                  }}
                />
              )}
            </span>
          </div>
        ) : (
          <form onSubmit={(event) => void save(event)} className="space-y-2">
            <FieldControl
              field={field}
              value={draft}
              onChange={setDraft}
              aria={{ id: `${id}-control`, 'aria-labelledby': `${id}-label`, 'aria-describedby': error === undefined ? undefined : `${id}-error`, 'aria-invalid': error === undefined ? undefined : true }}
              autoFocus
            />
            <FieldError id={`${id}-error`} message={error} />
            <div className="flex gap-2">
              <Button type="submit" variant="primary" busy={busy}>
                {t('save')}
              </Button>
              <Button
                onClick={() => {
                  setDraft(null);
                  setError(undefined);
                }}
              >
                {t('cancel')}
              </Button>
            </div>
          </form>
        )}
      </dd>
    </div>
  );
}
