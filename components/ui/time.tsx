'use client';

import { useFormatter, useNow } from 'use-intl';
import { useLiveNow } from './live-now';

export interface TimeProps {
  /** ISO 8601 or a Date. */
  value: string | Date;
  /** relative: "2 hours ago" · date: "12 Nov 2026" · exact: date and time to the second. */
  show?: 'relative' | 'date' | 'exact';
  className?: string;
}

const EXACT = { dateStyle: 'medium', timeStyle: 'medium' } as const;
const DAY_MS = 86_400_000;
/** Our time moves on in steps, and the server's clock is another: what lies a moment ahead has just happened. */
const MOMENT_MS = 45_000;

/** In the reader's language and time zone; the exact time on hover. */
export function Time({ value, show = 'relative', className }: TimeProps) {
  const format = useFormatter();
  const now = useLiveNow(useNow());
  const date = typeof value === 'string' ? new Date(value) : value;
  const exact = format.dateTime(date, EXACT);
  const isOld = Math.abs(now.getTime() - date.getTime()) > 30 * DAY_MS;
  const ahead = date.getTime() - now.getTime();
  const seen = ahead > 0 && ahead < MOMENT_MS ? now : date;
  const text =
    show === 'exact' ? exact : show === 'date' || isOld ? format.dateTime(date, { dateStyle: 'medium' }) : format.relativeTime(seen, now);
  return (
    <time dateTime={date.toISOString()} title={exact} className={className}>
      {text}
    </time>
  );
}
