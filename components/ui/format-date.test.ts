import { describe, expect, it } from 'vitest';
import { formatDate } from './format-date';

const AT = new Date('2026-11-25T18:02:26Z');

describe('formatDate', () => {
  it('puts the day first in English, in the given time zone', () => {
    expect(formatDate(AT, 'date', 'en', 'UTC')).toBe('25 Nov 2026');
    expect(formatDate(AT, 'minute', 'en', 'Europe/Paris')).toBe('25 Nov 2026, 19:02');
    expect(formatDate(AT, 'exact', 'en', 'Asia/Tokyo')).toBe('26 Nov 2026, 03:02:26');
  });

  it('uses French conventions', () => {
    expect(formatDate(AT, 'exact', 'fr', 'UTC')).toBe('25 nov. 2026, 18:02:26');
  });
});
