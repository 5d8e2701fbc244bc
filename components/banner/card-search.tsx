'use client';

import { Search } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useId, useState, type FormEvent } from 'react';
import type { BannerState } from '@/lib/domain/answers/banner';
import { foundCardsSchema } from '@/lib/domain/answers/card';
import { ApiError, apiFetch } from '../forms/api-fetch';
import { Field } from '../forms/field';
import { useFailureText } from '../forms/use-failure-text';
import { IconButton } from '../ui/icon-button';
import { Input } from '../ui/input';
import { Select } from '../ui/select';
import { objectsOf } from './interaction-words';
import type { View } from './use-cards';

/** Searches cards by phone number, email address or name. The results appear in the work area. */
export function CardSearch({ state, onView }: { state: BannerState; onView: (view: View) => void }) {
  const t = useTranslations('banner');
  const failureText = useFailureText();
  const id = useId();
  const objects = objectsOf(state);
  const [objectId, setObjectId] = useState('');
  const [text, setText] = useState('');
  const [error, setError] = useState<string | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const object = objects.find((candidate) => candidate.id === objectId) ?? objects[0];
  if (!object) return null;

  const search = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const found = await apiFetch('/api/banner/cards/search', foundCardsSchema, {
        method: 'POST',
        body: { objectId: object.id, text },
      });
      onView({ kind: 'results', objectId: object.id, ...found });
    } catch (failure) {
      const beside = failure instanceof ApiError ? failure.fields['text'] : undefined;
      setError(beside ?? failureText(failure).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section aria-label={t('search')} className="rounded-card border bg-raised px-4 py-3">
      <form
        onSubmit={(event) => void search(event)}
        role="search"
        className="grid grid-cols-[minmax(7.25rem,2fr)_minmax(0,3fr)_auto] items-end gap-2"
      >
        <Field id={`${id}-object`} label={t('searchIn')}>
          {(aria) => (
            <Select
              {...aria}
              value={object.id}
              onChange={(event) => setObjectId(event.target.value)}
              options={objects.map(({ id: value, name, crm }) => ({
                value,
                label: state.crms.length > 1 ? `${name} · ${crm}` : name,
              }))}
            />
          )}
        </Field>
        <Field id={`${id}-text`} label={t('searchText')} className="[&_label]:whitespace-nowrap">
          {(aria) => (
            <Input
              {...aria}
              type="search"
              value={text}
              onChange={(event) => setText(event.target.value)}
              autoComplete="off"
              aria-invalid={error === undefined ? undefined : true}
              aria-describedby={error === undefined ? undefined : `${id}-error`}
            />
          )}
        </Field>
        <IconButton
          type="submit"
          variant="secondary"
          label={t('find')}
          busy={busy}
          icon={<Search aria-hidden className="size-4" />}
        />
      </form>
      {error !== undefined && (
        <p id={`${id}-error`} role="alert" className="mt-2 text-sm text-danger">
          {error}
        </p>
      )}
    </section>
  );
}
