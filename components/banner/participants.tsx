'use client';

import { useTranslations } from 'use-intl';
import type { BannerInteraction } from '@/lib/domain/answers/banner';
import { addressOf, isSamePerson, plainName } from '@/lib/domain/interaction/participants';
import { formatPhone } from '@/lib/domain/phone/phone';
import { Button } from '../ui/button';
import { Popover } from '../ui/popover';

interface ParticipantsProps {
  interaction: BannerInteraction;
  defaultCountry: string;
}

/** How many others take part; everybody on a click. */
export function Participants({ interaction: { participants, customer }, defaultCountry }: ParticipantsProps) {
  const t = useTranslations('banner');
  const others = participants.filter((one) => !isSamePerson(one, customer)).length;
  if (others === 0) return null;
  return (
    <Popover
      label={t('participants.title')}
      align="end"
      trigger={
        <Button variant="ghost" size="small">
          {t('participants.more', { count: others })}
        </Button>
      }
      className="max-h-96 overflow-y-auto"
    >
      <p className="mb-2 font-medium">{t('participants.title')}</p>
      <ul className="space-y-1.5 text-sm">
        {participants.map((one) => {
          const { role, name, number, email } = one;
          const plain = plainName(name);
          const address =
            number !== undefined && email === undefined ? formatPhone(number, { defaultCountry }) : addressOf(one);
          return (
            <li key={addressOf(one)} className="break-words">
              {role !== undefined && <span className="mr-1.5 text-muted">{t(`participants.${role}`)}</span>}
              <bdi className="font-medium">{plain ?? address}</bdi>
              {plain !== null && <bdi className="ml-1.5 text-muted">{address}</bdi>}
            </li>
          );
        })}
      </ul>
    </Popover>
  );
}
