import { expect, it } from 'vitest';
import { readSettings } from '@/lib/platform/env';
import { readFloors } from '../floors';
import { endOf, NOTHING } from '../test/reports';
import { notices } from './notices';

/** Whatever day it is now: the first on which the list is too old, and the one before. */
const day = (count: number) => new Date(new Date(readFloors().checkedOn).getTime() + count * 24 * 60 * 60_000);
const TOO_OLD = /last looked up on \d{4}-\d{2}-\d{2}, 31 days ago: look again\.$/;
const settings = readSettings({});

it('a start says at its end that the list of safe versions is old, and fails for nothing', () => {
  expect(notices(settings, day(31)).at(-1)).toMatch(TOO_OLD);
  expect(notices(settings, day(30)).filter((notice) => TOO_OLD.test(notice))).toEqual([]);
});

it('a test run says it before its totals, and counts nothing for it', () => {
  const total = { ...NOTHING, passed: 3 };
  const [notice, blank, totals] = endOf(total, day(31)).trim().split('\n');
  expect([blank, totals]).toEqual(['', '3 passed, 0 failed']);
  expect(notice).toMatch(TOO_OLD);
  expect(endOf(total, day(30))).toBe('\n3 passed, 0 failed\n');
});
