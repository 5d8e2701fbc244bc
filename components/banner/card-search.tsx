'use client';

import { Search } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useId, useState, type FormEvent } from 'react';
import { z } from 'zod';
import type { BannerState } from '@/lib/domain/banner-api';
import { cardSchema, type CardView } from '@/lib/domain/card-api';
import { apiFetch } from '../forms/api-fetch';
import { Field } from '../forms/field';
import { useFailureText } from '../forms/use-failure-text';
import { Button } from '../ui/button';
import { Input } from '../ui/input';
import { Select } from '../ui/select';
import { useHydrated } from '../ui/use-hydrated';

export interface CardSearchProps {
  state: BannerState;
  onOpen: (objectId: string, recordId: string) => void;
  onCreate: (objectId: string) => void;
}

const answerSchema = z.object({ cards: z.array(cardSchema), total: z.number() });

/** Finds a card by telephone number, e-mail address or name, whoever is calling. */
export function CardSearch({ state, onOpen, onCreate }: CardSearchProps) {
  const t = useTranslations('banner');
  const failureText = useFailureText();
  const hydrated = useHydrated();
  const id = useId();
  const objects = state.crms.flatMap((crm) => crm.objects.map((object) => ({ ...object, crm: crm.name })));
  const [objectId, setObjectId] = useState('');
  const [text, setText] = useState('');
  const [found, setFound] = useState<{ cards: CardView[]; total: number } | null>(null);
  const [error, setError] = useState<string | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const object = objects.find((candidate) => candidate.id === objectId) ?? objects[0];
  if (!object) return null;

  const search = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      setFound(await apiFetch('/api/banner/cards/search', answerSchema, { method: 'POST', body: { objectId: object.id, text } }));
    } catch (failure) {
      setFound(null);
      setError(failureText(failure).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section aria-label={t('search')} className="rounded-card border bg-raised p-4">
      <form onSubmit={(event) => void search(event)} role="search" className="space-y-3">
        <div className="grid gap-3 sm:grid-cols-[minmax(0,9rem)_minmax(0,1fr)]">
          <Field id={`${id}-object`} label={t('searchIn')}>
            {(aria) => (
              <Select
                {...aria}
                value={object.id}
                onChange={(event) => setObjectId(event.target.value)}
                options={objects.map(({ id: value, name, crm }) => ({ value, label: state.crms.length > 1 ? `${name} · ${crm}` : name }))}
              />
            )}
          </Field>
          <Field id={`${id}-text`} label={t('searchText')} error={error}>
            {(aria) => <Input {...aria} type="search" value={text} onChange={(event) => setText(event.target.value)} autoComplete="off" />}
          </Field>
        </div>
        <Button type="submit" busy={busy} disabled={!hydrated} icon={<Search aria-hidden className="size-4" />}>
          {t('find')}
        </Button>
      </form>
      {found !== null && (
        <div className="mt-3" aria-live="polite">
          <p className="text-sm text-muted">{t('foundCount', { count: found.total })}</p>
          {found.cards.length > 0 && (
            <ul aria-label={t('results')} className="mt-2 divide-y rounded-control border">
              {found.cards.map((card) => (
                <li key={card.recordId}>
                  <button type="button" onClick={() => onOpen(card.objectId, card.recordId)} className="block min-h-11 w-full px-3 py-2 text-left hover:bg-hover focus-visible:bg-hover">
                    <span className="block font-medium">{card.title}</span>
                    <span className="block text-sm text-muted">
                      {card.fields
                        .filter(({ type, value }) => (type === 'phone' || type === 'email') && value)
                        .slice(0, 2)
                        .map(({ value }) => value)
                        .join(' · ')}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          )}
          {object.canCreate && (
            <Button className="mt-3" onClick={() => onCreate(object.id)}>
              {t('createIn', { object: object.name })}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
