'use client';

import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { useDateText } from '../ui/use-date-text';

/** A strip below the header, on every page until it is done. */
export function FactorDue({ at, href }: { at: Date; href: string }) {
  const t = useTranslations('shell');
  const dateText = useDateText();
  return (
    <aside
      aria-label={t('factorDueTitle')}
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-warning-line bg-warning-tint px-4 py-2 text-sm nav:px-6"
    >
      <p>{t('factorDue', { date: dateText(at, 'date') })}</p>
      <Link href={href} className="rounded-small font-medium underline underline-offset-2">
        {t('factorDueLink')}
      </Link>
    </aside>
  );
}
