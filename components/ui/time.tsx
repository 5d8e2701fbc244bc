'use client';

import { useFormatter, useNow } from 'use-intl';
import { useLiveNow } from './live-now';
import { useDateText } from './use-date-text';

export interface TimeProps {
  /** ISO 8601 or a Date. */
  value: string | Date;
  /** relative: "2 hours ago" · date: "12 Nov 2026" · exact: date and time to the second. */
  show?: 'relative' | 'date' | 'exact';
  className?: string;
}

const DAY_MS = 86_400_000;
/** Our time moves in steps and the server's clock may differ, so a time slightly in the future has just passed. */
const MOMENT_MS = 45_000;

/** A time in the user's language and time zone; hovering shows the exact time. */
export function Time({ value, show = 'relative', className }: TimeProps) {
  const format = useFormatter();
  const dateText = useDateText();
  const now = useLiveNow(useNow());
  const date = typeof value === 'string' ? new Date(value) : value;
  const exact = dateText(date, 'exact');
  const isOld = Math.abs(now.getTime() - date.getTime()) > 30 * DAY_MS;
  const ahead = date.getTime() - now.getTime();
  const seen = ahead > 0 && ahead < MOMENT_MS ? now : date;
  const text =
    show === 'exact' ? exact : show === 'date' || isOld ? dateText(date, 'date') : format.relativeTime(seen, now);
  return (
    <time dateTime={date.toISOString()} title={exact} className={className}>
      {text}
    </time>
  );
}
