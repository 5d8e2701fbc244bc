'use client';

import { ExternalLink, X } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useEffect, useState } from 'react';
import type { BannerInteraction, BannerState } from '@/lib/domain/answers/banner';
import { cardSchema, type CardView } from '@/lib/domain/answers/card';
import { identifying } from '../cards/found-cards';
import { useShowValue } from '../cards/show-value';
import { apiFetch } from '../forms/api-fetch';
import { useFailureText, type Failure } from '../forms/use-failure-text';
import { buttonStyles } from '../ui/button-styles';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { IconButton } from '../ui/icon-button';
import { Skeleton } from '../ui/skeleton';
import { CardAttachment } from './card-attachment';
import { CardFieldRow } from './card-field-row';
import { objectsOf } from './interaction-words';
import { isShown } from './shown-view';
import type { View } from './use-cards';

export interface CardPanelProps {
  view: Extract<View, { kind: 'card' }>;
  state: BannerState;
  interaction: BannerInteraction | null;
  onClose: () => void;
  onChanged: (interaction: BannerInteraction) => void;
  /** Reports whether the agent is typing in the card, so that nothing replaces it. */
  onBusy: (isBusy: boolean) => void;
}

/** One card, read from the CRM when opened and edited field by field. */
export function CardPanel({ view, state, interaction, onClose, onChanged, onBusy }: CardPanelProps) {
  const t = useTranslations('banner');
  const failureText = useFailureText();
  const show = useShowValue(state.defaultCountry);
  const [read, setCard] = useState<CardView | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [attempt, setAttempt] = useState(0);
  const setEditing = useEditing(onBusy);
  const object = objectsOf(state).find(({ id }) => id === view.objectId);
  const card = read !== null && object !== undefined && isShown(read, object) ? read : null;
  // Reloads the card when the profile or its fields change.
  const fields = object?.fields.map(({ id }) => id).join();
  const url = `/api/banner/cards/${view.objectId}/${encodeURIComponent(view.recordId)}`;

  useEffect(() => {
    const abort = new AbortController();
    apiFetch(url, cardSchema, { signal: abort.signal })
      .then(setCard)
      .catch((error: unknown) => {
        if (!abort.signal.aborted) setFailure(failureText(error));
      });
    return () => abort.abort();
  }, [url, attempt, fields, failureText]);

  const retry = () => {
    setFailure(null);
    setAttempt((count) => count + 1);
  };
  if (failure !== null) {
    return (
      <Callout
        tone="danger"
        live
        title={t('cardFailed')}
        reference={failure.reference}
        action={
          <>
            <Button onClick={retry}>{t('again')}</Button>
            <Button onClick={onClose}>{t('close')}</Button>
          </>
        }
      >
        {failure.message}
      </Callout>
    );
  }
  if (card === null) return <CardSkeleton label={t('opening')} />;
  const known = identifying(card).map((field) => show(field, field.value));
  return (
    <section aria-label={t('card', { title: card.title })} className="rounded-card border bg-raised">
      <header className="border-b px-4 pt-2 pb-3">
        <div className="flex items-center justify-between gap-2">
          <p className="min-w-0 truncate text-sm text-muted">
            {card.objectName} · {card.crmName}
          </p>
          <div className="flex shrink-0 items-center gap-1">
            <a href={card.url} target="_blank" rel="noreferrer" className={buttonStyles({ size: 'small' })}>
              <ExternalLink aria-hidden className="size-4" />
              {t('openInHubSpot')}
            </a>
            <IconButton size="small" label={t('close')} icon={<X aria-hidden className="size-4" />} onClick={onClose} />
          </div>
        </div>
        <h2 className="mt-1 text-lg font-semibold break-words">{card.title}</h2>
        {known.length > 0 && <p className="text-sm break-words text-muted">{known.join(' · ')}</p>}
      </header>
      {interaction !== null && <CardAttachment interaction={interaction} card={card} onChanged={onChanged} />}
      {view.isOwnerMissing === true && (
        <Callout tone="warning" live title={t('ownerMissing')} className="mx-4 my-3">
          <p>{t('ownerMissingText')}</p>
        </Callout>
      )}
      <dl className="divide-y">
        {card.fields.map((field) => (
          <CardFieldRow
            key={field.id}
            field={field}
            url={url}
            defaultCountry={state.defaultCountry}
            unsaved={view.unsaved?.find(({ fieldId }) => fieldId === field.id)?.how}
            onSaved={setCard}
            onEditing={setEditing}
          />
        ))}
      </dl>
      {!card.canEdit && <p className="border-t px-4 py-2 text-sm text-muted">{t('readOnly')}</p>}
    </section>
  );
}

/** Counts the fields being edited and reports whether there are any. */
function useEditing(onBusy: (isBusy: boolean) => void): (fieldId: string, isEditing: boolean) => void {
  const [editing, setEditing] = useState<readonly string[]>([]);
  const isBusy = editing.length > 0;
  useEffect(() => {
    onBusy(isBusy);
    return () => onBusy(false);
  }, [isBusy, onBusy]);
  return (fieldId, isEditing) =>
    setEditing((before) => [...before.filter((id) => id !== fieldId), ...(isEditing ? [fieldId] : [])]);
}

function CardSkeleton({ label }: { label: string }) {
  return (
    <div aria-busy className="space-y-4 rounded-card border bg-raised p-4">
      <span role="status" className="sr-only">
        {label}
      </span>
      <Skeleton className="w-28" />
      <Skeleton className="h-6 w-56" />
      {Array.from({ length: 4 }, (_, row) => (
        <Skeleton key={row} />
      ))}
    </div>
  );
}
