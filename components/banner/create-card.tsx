'use client';

import { useTranslations } from 'use-intl';
import { useId, useState, type FormEvent } from 'react';
import type { BannerState } from '@/lib/domain/banner-api';
import { cardSchema } from '@/lib/domain/card-api';
import { ApiError, apiFetch } from '../forms/api-fetch';
import { Field } from '../forms/field';
import { useFailureText } from '../forms/use-failure-text';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { FieldControl } from './field-control';
import type { View } from './use-cards';

export interface CreateCardProps {
  state: BannerState;
  view: Extract<View, { kind: 'create' }>;
  onDone: (view: View | null) => void;
}

/** A new card, prefilled with what is known. What was typed stays when the CRM refuses it. */
export function CreateCard({ state, view, onDone }: CreateCardProps) {
  const t = useTranslations('banner');
  const failureText = useFailureText();
  const id = useId();
  const [values, setValues] = useState<Record<string, string>>(view.values);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const object = state.crms.flatMap((crm) => crm.objects).find((candidate) => candidate.id === view.objectId);
  if (!object) return null;

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setErrors({});
    setFailure(null);
    try {
      const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''));
      const card = await apiFetch('/api/banner/cards', cardSchema, { method: 'POST', body: { objectId: object.id, values: filled } });
      onDone({ kind: 'card', objectId: card.objectId, recordId: card.recordId });
    } catch (error) {
      setErrors(error instanceof ApiError ? error.fields : {});
      setFailure(failureText(error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void save(event)} aria-label={t('createIn', { object: object.name })} className="space-y-4 rounded-card border bg-raised p-4">
      <h2 className="text-lg font-semibold">{t('createIn', { object: object.name })}</h2>
      {object.fields
        .filter((field) => !field.readOnly)
        .map((field) => (
          <Field key={field.id} id={`${id}-${field.id}`} label={field.name} error={errors[`values.${field.id}`]} optional={!field.required}>
            {(aria) => <FieldControl field={field} value={values[field.id] ?? ''} onChange={(value) => setValues((before) => ({ ...before, [field.id]: value }))} aria={aria} />}
          </Field>
        ))}
      {failure !== null && <Callout tone="danger" live title={failure} />}
      <div className="flex gap-2">
        <Button type="submit" variant="primary" busy={busy}>
          {t('create')}
        </Button>
        <Button onClick={() => onDone(null)}>{t('cancel')}</Button>
      </div>
    </form>
  );
}
