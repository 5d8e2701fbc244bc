'use client';

import { Search } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useId, useState, type FormEvent, type Ref } from 'react';
import { foundCardsSchema, type CardView } from '@/lib/domain/answers/card';
import { ApiError, apiFetch } from '../forms/api-fetch';
import { Field } from '../forms/field';
import { useFailureText } from '../forms/use-failure-text';
import { IconButton } from '../ui/icon-button';
import { Input } from '../ui/input';
import { Select } from '../ui/select';

interface CardSearchFormProps {
  objects: readonly { id: string; name: string; crm: string }[];
  /** The route that searches. */
  url: string;
  onFound: (found: { objectId: string; cards: CardView[]; total: number }) => void;
  /** The text field. */
  ref?: Ref<HTMLInputElement>;
}

/** Searches cards by phone number, email address or name. */
export function CardSearchForm({ objects, url, onFound, ref }: CardSearchFormProps) {
  const t = useTranslations('cards');
  const failureText = useFailureText();
  const id = useId();
  const [objectId, setObjectId] = useState('');
  const [text, setText] = useState('');
  const [error, setError] = useState<string | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const object = objects.find((candidate) => candidate.id === objectId) ?? objects[0];
  if (!object) return null;
  const hasSeveralCrms = new Set(objects.map(({ crm }) => crm)).size > 1;

  const search = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const found = await apiFetch(url, foundCardsSchema, { method: 'POST', body: { objectId: object.id, text } });
      onFound({ objectId: object.id, ...found });
    } catch (failure) {
      const beside = failure instanceof ApiError ? failure.fields['text'] : undefined;
      setError(beside ?? failureText(failure).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
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
                label: hasSeveralCrms ? `${name} · ${crm}` : name,
              }))}
            />
          )}
        </Field>
        <Field id={`${id}-text`} label={t('searchText')} className="[&_label]:whitespace-nowrap">
          {(aria) => (
            <Input
              {...aria}
              ref={ref}
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
    </>
  );
}
