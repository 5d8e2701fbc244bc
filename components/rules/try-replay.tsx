'use client';

import { useTranslations } from 'use-intl';
import type { RecentInteraction } from '@/lib/domain/answers/simulation';
import { formatPhone } from '@/lib/domain/phone/phone';
import { useReadableObjects } from '../crm-objects/readable-objects';
import { Field } from '../forms/field';
import { Select } from '../ui/select';
import { useDateText } from '../ui/use-date-text';
import { useTryChoices } from './try-choices';

/** The latest interactions, to fill the form with what was recorded. Nothing for readers who may not see them. */
export function TryReplay({
  value,
  onChange,
}: {
  value: RecentInteraction | null;
  onChange: (recent: RecentInteraction | null) => void;
}) {
  const t = useTranslations('rules');
  const { recent } = useTryChoices();
  const { defaultCountry } = useReadableObjects();
  const dateText = useDateText();
  if (recent === null || recent.length === 0) return null;
  const nameOf = ({ customer: { withheld, number, name, email, handle } }: RecentInteraction) => {
    if (withheld) return t('try.withheld');
    if (number) return formatPhone(number, { defaultCountry });
    return email ?? handle ?? name ?? t('try.replayUnread');
  };
  return (
    <Field id="try-replay" label={t('try.replay')} optional help={value ? t('try.replayed') : undefined}>
      {(aria) => (
        <Select
          {...aria}
          value={value?.id ?? ''}
          placeholder={t('try.replayNone')}
          options={recent.map((one) => ({
            value: one.id,
            label: `${nameOf(one)} · ${dateText(new Date(one.startedAt), 'minute')}`,
          }))}
          onChange={(event) => onChange(recent.find(({ id }) => id === event.target.value) ?? null)}
        />
      )}
    </Field>
  );
}
