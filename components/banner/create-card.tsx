'use client';

import { useTranslations } from 'use-intl';
import { useEffect, useId, useState, type FormEvent } from 'react';
import type { BannerInteraction, BannerState } from '@/lib/domain/answers/banner';
import { createdCardSchema, type CreatedCardView } from '@/lib/domain/answers/card';
import { bannerInteractionSchema } from '@/lib/domain/answers/interaction';
import { ApiError, apiFetch } from '../forms/api-fetch';
import { Field } from '../forms/field';
import { useFailureText } from '../forms/use-failure-text';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { FieldControl } from './field-control';
import { objectsOf } from './interaction-words';
import type { View } from './use-cards';

export interface CreateCardProps {
  state: BannerState;
  view: Extract<View, { kind: 'create' }>;
  interaction: BannerInteraction | null;
  onDone: (view: View | null) => void;
  onChanged: (interaction: BannerInteraction) => void;
  onBusy: (isBusy: boolean) => void;
}

/**
 * A new card, prefilled from the interaction. Typed values stay if the CRM rejects them. If the interaction has no card,
 * the new card is attached to it, and so is an existing card that the CRM reports instead.
 */
export function CreateCard({ state, view, interaction, onDone, onChanged, onBusy }: CreateCardProps) {
  const t = useTranslations('banner');
  const failureText = useFailureText();
  const id = useId();
  const [values, setValues] = useState<Record<string, string>>(view.values);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<{ message: string; existingRecordId: string | null } | null>(null);
  // Pressing Create again after a lost response must not create a second card.
  const [attemptId] = useState(() => crypto.randomUUID());
  const [busy, setBusy] = useState(false);
  const [isTouched, setTouched] = useState(false);
  useEffect(() => {
    onBusy(isTouched);
    return () => onBusy(false);
  }, [isTouched, onBusy]);
  const object = objectsOf(state).find((candidate) => candidate.id === view.objectId);
  if (!object) return null;
  const fields = object.fields.filter((field) => !field.readOnly);
  const existingRecordId = failure?.existingRecordId ?? null;

  type Shown = Pick<CreatedCardView, 'recordId'> & Partial<Pick<CreatedCardView, 'unsaved' | 'isOwnerMissing'>>;
  const show = async ({ recordId, unsaved = [], isOwnerMissing = false }: Shown) => {
    onDone({ kind: 'card', objectId: object.id, recordId, unsaved, isOwnerMissing });
    if (interaction === null || interaction.cards.length > 0) return;
    const body = { objectId: object.id, recordId, as: 'main' };
    // If attaching fails, the card itself shows that and offers to attach it.
    await apiFetch(`/api/banner/interactions/${interaction.id}/card`, bannerInteractionSchema, {
      method: 'PUT',
      body,
    }).then(onChanged, () => undefined);
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setErrors({});
    setFailure(null);
    try {
      const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''));
      await show(
        await apiFetch('/api/banner/cards', createdCardSchema, {
          method: 'POST',
          body: { objectId: object.id, values: filled, attemptId },
        }),
      );
    } catch (error) {
      const beside = error instanceof ApiError ? error.fields : {};
      setErrors(beside);
      const existing = error instanceof ApiError ? error.details['existingRecordId'] : undefined;
      setFailure({
        message: failureText(error).message,
        existingRecordId: typeof existing === 'string' ? existing : null,
      });
      const first = fields.find((field) => beside[`values.${field.id}`] !== undefined);
      if (first) document.getElementById(`${id}-${first.id}`)?.focus();
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      noValidate
      onSubmit={(event) => void save(event)}
      aria-label={t('createIn', { object: object.name })}
      className="space-y-3 rounded-card border bg-raised p-4"
    >
      <div>
        <h2 className="text-lg font-semibold">{t('createIn', { object: object.name })}</h2>
        <p className="text-sm text-muted">{t('createText')}</p>
      </div>
      {fields.map((field) => (
        <Field
          key={field.id}
          id={`${id}-${field.id}`}
          label={field.name}
          error={errors[`values.${field.id}`]}
          optional={!field.required}
        >
          {(aria) => (
            <FieldControl
              field={field}
              value={values[field.id] ?? ''}
              onChange={(value) => {
                setTouched(true);
                setValues((before) => ({ ...before, [field.id]: value }));
              }}
              aria={aria}
            />
          )}
        </Field>
      ))}
      {failure !== null && (
        <Callout
          tone="danger"
          live
          title={failure.message}
          action={
            existingRecordId !== null ? (
              <Button onClick={() => void show({ recordId: existingRecordId })}>{t('openExisting')}</Button>
            ) : undefined
          }
        />
      )}
      <div className="flex gap-2">
        <Button type="submit" variant="primary" busy={busy}>
          {t('create')}
        </Button>
        <Button onClick={() => onDone(null)}>{t('cancel')}</Button>
      </div>
    </form>
  );
}
