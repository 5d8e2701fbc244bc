'use client';

import { useTranslations } from 'use-intl';
import { useDateText } from '../ui/use-date-text';
import { NoticeStrip } from './notice-strip';

export function FactorDue({ at, href }: { at: Date; href: string }) {
  const t = useTranslations('shell');
  const dateText = useDateText();
  return (
    <NoticeStrip title={t('factorDueTitle')} href={href} action={t('factorDueLink')}>
      {t('factorDue', { date: dateText(at, 'date') })}
    </NoticeStrip>
  );
}
