'use client';

import { Link2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useState } from 'react';
import type { BannerInteraction } from '@/lib/domain/answers/banner';
import type { CardView } from '@/lib/domain/answers/card';
import { bannerInteractionSchema } from '@/lib/domain/answers/interaction';
import { apiFetch } from '../forms/api-fetch';
import { useFailureText } from '../forms/use-failure-text';
import { Button } from '../ui/button';

interface CardAttachmentProps {
  interaction: BannerInteraction;
  card: CardView;
  onChanged: (interaction: BannerInteraction) => void;
}

/** Shows whether the card is attached to the interaction, and lets the agent change that, even after it ends. */
export function CardAttachment({ interaction, card, onChanged }: CardAttachmentProps) {
  const t = useTranslations('banner');
  const failureText = useFailureText();
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const isAttached = interaction.cards.some(
    (kept) => kept.objectId === card.objectId && kept.recordId === card.recordId,
  );

  const attach = async (as: 'main' | 'related' | 'remove') => {
    setBusy(as);
    setFailure(null);
    try {
      const body = { objectId: card.objectId, recordId: card.recordId, as };
      onChanged(
        await apiFetch(`/api/banner/interactions/${interaction.id}/card`, bannerInteractionSchema, {
          method: 'PUT',
          body,
        }),
      );
    } catch (error) {
      setFailure(failureText(error).message);
    } finally {
      setBusy(null);
    }
  };
  return (
    <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b bg-sunken px-4 py-1.5 text-sm">
      <span className="inline-flex min-w-0 items-center gap-1.5">
        <Link2 aria-hidden className={isAttached ? 'size-4 shrink-0 text-success' : 'size-4 shrink-0 text-muted'} />
        {t(isAttached ? 'attached' : 'notAttached')}
      </span>
      <span className="flex flex-wrap gap-2">
        {isAttached ? (
          <Button size="small" busy={busy === 'remove'} onClick={() => void attach('remove')}>
            {t('wrongPerson')}
          </Button>
        ) : (
          <>
            <Button size="small" busy={busy === 'main'} onClick={() => void attach('main')}>
              {t('attach')}
            </Button>
            {interaction.cards.length > 0 && (
              <Button size="small" busy={busy === 'related'} onClick={() => void attach('related')}>
                {t('attachAlso')}
              </Button>
            )}
          </>
        )}
      </span>
      {failure !== null && (
        <span role="alert" className="basis-full text-danger">
          {failure}
        </span>
      )}
    </div>
  );
}
