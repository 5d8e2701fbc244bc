import { describe, expect, it } from 'vitest';
import { startOfDay } from './zoned-day';

describe('start of a day', () => {
  it.each([
    ['2026-11-23', 'UTC', 0, '2026-11-23T00:00:00.000Z'],
    ['2026-11-23', 'Europe/Paris', 0, '2026-11-22T23:00:00.000Z'],
    ['2026-07-14', 'Europe/Paris', 0, '2026-07-13T22:00:00.000Z'],
    ['2026-11-23', 'Asia/Kathmandu', 0, '2026-11-22T18:15:00.000Z'],
    ['2026-11-23', 'America/Los_Angeles', 0, '2026-11-23T08:00:00.000Z'],
    ['2026-11-23', 'Pacific/Kiritimati', 0, '2026-11-22T10:00:00.000Z'],
    ['2026-03-29', 'Europe/Paris', 0, '2026-03-28T23:00:00.000Z'],
    // The day of the change has 23 hours, the one in autumn 25.
    ['2026-03-29', 'Europe/Paris', 1, '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', 'Europe/Paris', 0, '2026-10-24T22:00:00.000Z'],
    ['2026-10-25', 'Europe/Paris', 1, '2026-10-25T23:00:00.000Z'],
    ['2026-12-31', 'Europe/Paris', 1, '2026-12-31T23:00:00.000Z'],
  ])('%s in %s, %i days on', (day, zone, days, expected) => {
    expect(startOfDay(day, zone, days).toISOString()).toBe(expected);
  });
});
