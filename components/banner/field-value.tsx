'use client';

import { useTranslations } from 'use-intl';
import type { CardView } from '@/lib/domain/answers/card';
import { FIELD_TYPES } from '@/lib/domain/crm/field-types';
import { cn } from '../ui/cn';
import { useShowValue } from '../cards/show-value';

/** A read-only value. A URL is a link, and a long text keeps its line breaks and scrolls. */
export function FieldValue({ field, defaultCountry }: { field: CardView['fields'][number]; defaultCountry: string }) {
  const t = useTranslations('banner');
  const shown = useShowValue(defaultCountry)(field, field.value);
  if (shown === '') return <span className="text-muted">{t('empty')}</span>;
  const { display } = FIELD_TYPES[field.type];
  if (display === 'link' && /^https?:\/\//i.test(shown)) {
    return (
      <a
        href={shown}
        target="_blank"
        rel="noreferrer"
        className="min-w-0 break-all text-accent-ink underline underline-offset-2"
      >
        {shown}
      </a>
    );
  }
  const isLong = display === 'lines';
  return (
    <span
      // Scrollable content must be reachable by keyboard.
      {...(isLong && shown.length > 300 ? { tabIndex: 0, role: 'group', 'aria-label': field.name } : {})}
      className={cn(
        'min-w-0 break-words whitespace-pre-wrap',
        isLong && 'max-h-48 overflow-y-auto',
        (display === 'address' || display === 'link') && 'break-all',
      )}
    >
      {shown}
    </span>
  );
}
