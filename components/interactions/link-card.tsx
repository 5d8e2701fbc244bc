'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { useState, type ComponentProps } from 'react';
import type { CardView } from '@/lib/domain/answers/card';
import type { AttachedCard } from '@/lib/domain/crm/attached-card';
import { CardSearchForm } from '../cards/card-search-form';
import { FoundCards } from '../cards/found-cards';
import { apiFetch, nothing } from '../forms/api-fetch';
import { useFailureText, type Failure } from '../forms/use-failure-text';
import { Button } from '../ui/button';
import { FailureCallout } from '../ui/failure-callout';
import { TextLink } from '../ui/text-link';
import { useToast } from '../ui/toast';

interface LinkCardProps {
  interaction: { id: string; version: number; cards: readonly AttachedCard[] };
  objects: ComponentProps<typeof CardSearchForm>['objects'];
  defaultCountry: string;
}

interface Found {
  cards: CardView[];
  total: number;
}

/** Whom an interaction is about, and the search that says so, also days after it was logged. */
export function LinkCard({ interaction: { id, version, cards }, objects, defaultCountry }: LinkCardProps) {
  const t = useTranslations('interactions');
  const common = useTranslations('common');
  const router = useRouter();
  const toast = useToast();
  const failureText = useFailureText();
  const [found, setFound] = useState<Found | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure>();

  const change = async (
    as: 'main' | 'remove',
    { objectId, recordId, title }: Pick<AttachedCard, 'objectId' | 'recordId' | 'title'>,
  ) => {
    setBusy(`${as} ${recordId}`);
    setFailure(undefined);
    try {
      const body = { objectId, recordId, as, version };
      await apiFetch(`/api/interactions/${id}/card`, nothing, { method: 'PUT', body });
      toast({
        title: t(as === 'main' ? 'link.linked' : 'link.removed', { title }),
        description: t('link.linkedText'),
      });
      router.refresh();
    } catch (error) {
      setFailure(failureText(error));
    } finally {
      setBusy(null);
    }
  };
  return (
    <div className="space-y-3">
      {cards.length === 0 ? (
        <p className="font-medium text-warning">{t('link.none')}</p>
      ) : (
        <ul className="divide-y">
          {cards.map((card) => (
            <li
              key={`${card.objectId}/${card.recordId}`}
              className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 py-1.5"
            >
              <span className="min-w-0 break-words">
                <TextLink href={card.url} external externalLabel={common('opensInNewTab')}>
                  {card.title}
                </TextLink>{' '}
                <span className="text-muted">· {card.objectName}</span>
              </span>
              <Button
                size="small"
                busy={busy === `remove ${card.recordId}`}
                aria-label={t('link.removeOf', { title: card.title })}
                onClick={() => void change('remove', card)}
              >
                {t('link.remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {objects.length === 0 ? (
        <p className="text-sm text-muted">{t('link.noProfile')}</p>
      ) : (
        <CardSearchForm objects={objects} url={`/api/interactions/${id}/cards/search`} onFound={setFound} />
      )}
      <FailureCallout failure={failure} />
      {found !== null && (
        <div className="rounded-card border">
          <FoundCards found={found} defaultCountry={defaultCountry}>
            {(card, content) => (
              <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 px-4 py-2">
                <span className="min-w-0 flex-1 basis-40">{content}</span>
                <Button
                  size="small"
                  busy={busy === `main ${card.recordId}`}
                  aria-label={t('link.chooseOf', { title: card.title })}
                  onClick={() => void change('main', card)}
                >
                  {t('link.choose')}
                </Button>
              </div>
            )}
          </FoundCards>
        </div>
      )}
    </div>
  );
}
