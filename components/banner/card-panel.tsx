'use client';

import { ExternalLink, Link2, X } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useEffect, useState } from 'react';
import type { BannerInteraction, BannerState } from '@/lib/domain/banner-api';
import { cardSchema, type CardView } from '@/lib/domain/card-api';
import { bannerInteractionSchema } from '@/lib/domain/interaction-api';
import { apiFetch } from '../forms/api-fetch';
import { useFailureText, type Failure } from '../forms/use-failure-text';
import { buttonStyles } from '../ui/button-styles';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { IconButton } from '../ui/icon-button';
import { Skeleton } from '../ui/skeleton';
import { CardFieldRow } from './card-field-row';
import type { View } from './use-cards';

export interface CardPanelProps {
  view: Extract<View, { kind: 'card' }>;
  state: BannerState;
  interaction: BannerInteraction | null;
  onClose: () => void;
  onChanged: (interaction: BannerInteraction) => void;
}

/** One card, read from the CRM now, edited field by field. */
export function CardPanel({ view, state, interaction, onClose, onChanged }: CardPanelProps) {
  const t = useTranslations('banner');
  const failureText = useFailureText();
  const [card, setCard] = useState<CardView | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [attempt, setAttempt] = useState(0);
  const url = `/api/banner/cards/${view.objectId}/${encodeURIComponent(view.recordId)}`;

  useEffect(() => {
    const abort = new AbortController();
    apiFetch(url, cardSchema, { signal: abort.signal })
      .then(setCard)
      .catch((error: unknown) => {
        if (!abort.signal.aborted) setFailure(failureText(error));
      });
    return () => abort.abort();
  }, [url, attempt, failureText]);

  const retry = () => {
    setFailure(null);
    setAttempt((count) => count + 1);
  };
  if (failure !== null) {
    return (
      <Callout tone="danger" live title={t('cardFailed')} reference={failure.reference} action={<Button onClick={retry}>{t('again')}</Button>}>
        {failure.message}
      </Callout>
    );
  }
  if (card === null) return <CardSkeleton />;
  return (
    <section aria-label={t('card', { title: card.title })} className="rounded-card border bg-raised">
      <header className="flex items-start justify-between gap-3 border-b px-4 py-3">
        <div className="min-w-0">
          <p className="text-sm text-muted">
            {card.objectName} · {card.crmName}
          </p>
          <h2 className="text-lg font-semibold break-words">{card.title}</h2>
        </div>
        <div className="flex shrink-0 items-center gap-2">
          <a href={card.url} target="_blank" rel="noreferrer" className={buttonStyles({})}>
            <ExternalLink aria-hidden className="size-4" />
            {t('openInHubSpot')}
          </a>
          <IconButton label={t('close')} icon={<X aria-hidden className="size-4" />} onClick={onClose} />
        </div>
      </header>
      {interaction !== null && <Attachment interaction={interaction} card={card} onChanged={onChanged} />}
      <dl className="divide-y">
        {card.fields.map((field) => (
          <CardFieldRow key={field.id} field={field} url={url} defaultCountry={state.defaultCountry} onSaved={setCard} />
        ))}
      </dl>
    </section>
  );
}

/** Whether the running interaction is about this card, and the way to say so. */
function Attachment({ interaction, card, onChanged }: { interaction: BannerInteraction; card: CardView; onChanged: (interaction: BannerInteraction) => void }) {
  const t = useTranslations('banner');
  const failureText = useFailureText();
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const isAttached = interaction.cards.some((kept) => kept.objectId === card.objectId && kept.recordId === card.recordId);

  const attach = async (as: 'main' | 'related' | 'remove') => {
    setBusy(as);
    setFailure(null);
    try {
      const body = { objectId: card.objectId, recordId: card.recordId, as };
      onChanged(await apiFetch(`/api/banner/interactions/${interaction.id}/card`, bannerInteractionSchema, { method: 'PUT', body }));
    } catch (error) {
      setFailure(failureText(error).message);
    } finally {
      setBusy(null);
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-2 border-b bg-surface px-4 py-2 text-sm">
      {isAttached ? (
        <>
          <span className="inline-flex items-center gap-1.5">
            <Link2 aria-hidden className="size-4 text-success" />
            {t('attached')}
          </span>
          <Button variant="ghost" busy={busy === 'remove'} onClick={() => void attach('remove')}>
            {t('wrongPerson')}
          </Button>
        </>
      ) : (
        <>
          <Button busy={busy === 'main'} onClick={() => void attach('main')}>
            {t('attach')}
          </Button>
          {interaction.cards.length > 0 && (
            <Button variant="ghost" busy={busy === 'related'} onClick={() => void attach('related')}>
              {t('attachAlso')}
            </Button>
          )}
        </>
      )}
      {failure !== null && (
        <span role="alert" className="text-danger">
          {failure}
        </span>
      )}
    </div>
  );
}

function CardSkeleton() {
  return (
    <div aria-busy className="space-y-3 rounded-card border bg-raised p-4">
      <Skeleton className="h-5 w-40" />
      <Skeleton className="h-4 w-full" />
      <Skeleton className="h-4 w-full" />
      <Skeleton className="h-4 w-2/3" />
    </div>
  );
}
