'use client';

import { useTranslations } from 'use-intl';
import type { KnownParticipant } from '@/lib/domain/interaction/known-participants';
import { addressOf, plainName } from '@/lib/domain/interaction/participants';
import { formatPhone } from '@/lib/domain/phone/phone';
import { Badge } from '../ui/badge';
import { TextLink } from '../ui/text-link';

interface ParticipantsProps {
  participants: readonly (KnownParticipant & { cards: readonly { title: string; url: string }[] })[];
  defaultCountry: string;
}

/** Everybody who takes part, the customer first: who they are, and the cards that are linked. */
export function Participants({ participants, defaultCountry }: ParticipantsProps) {
  const t = useTranslations('interactions');
  const common = useTranslations('common');
  return (
    <ul aria-label={t('participants.title')} className="divide-y text-sm">
      {participants.map((one) => {
        const { role, name, number, email, isCustomer, nonCustomer, cards } = one;
        const address =
          number !== undefined && email === undefined ? formatPhone(number, { defaultCountry }) : addressOf(one);
        const plain = plainName(name);
        return (
          <li key={addressOf(one)} className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1 py-1.5">
            <div className="min-w-0 break-words">
              {role !== undefined && <span className="mr-1.5 text-muted">{t(`participants.${role}`)}</span>}
              <bdi className="font-medium">{plain ?? address}</bdi>
              {plain !== null && <bdi className="ml-1.5 text-muted">{address}</bdi>}
              {cards.map(({ title, url }) => (
                <p key={url}>
                  <TextLink href={url} external externalLabel={common('opensInNewTab')}>
                    {title}
                  </TextLink>
                </p>
              ))}
            </div>
            {isCustomer ? (
              <Badge tone="info">{t('participants.customer')}</Badge>
            ) : (
              nonCustomer !== null && (
                <Badge tone="neutral">
                  {nonCustomer.kind === 'internal' && nonCustomer.name !== null
                    ? nonCustomer.name
                    : t(`participants.${nonCustomer.kind}`)}
                </Badge>
              )
            )}
          </li>
        );
      })}
    </ul>
  );
}
