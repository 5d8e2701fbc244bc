import { describe, expect, it } from 'vitest';
import type { ScreenPopDecision } from './decision';
import { waitBeforeRepeat } from './repeat';

const by = { scenarioId: 'one', scenarioName: 'By number', trace: [] };
const offer = { action: 'search' } as const;
const unavailable = (reason: string): ScreenPopDecision => ({ kind: 'unavailable', reason, offer, ...by });
const nobody: ScreenPopDecision = { kind: 'none', matches: 0, offer, ...by };

describe('a screen pop is run again', () => {
  it.each([
    ['after the time that the CRM named', unavailable('rate_limited'), 0, 3_000, 3_000],
    ['however long that is, but at most a minute', unavailable('rate_limited'), 0, 86_400_000, 60_000],
    ['later and later if no time is named', unavailable('unavailable'), 2, null, 8_000],
    ['after a search that took too long', unavailable('timeout'), 0, null, 2_000],
    ['for as long as somebody may wait for it', unavailable('unavailable'), 6, null, 15_000],
    ['not for ever', unavailable('unavailable'), 240, null, null],
    ['not if it would meet the same refusal', unavailable('scope_missing'), 0, null, null],
    ['not if the connection is gone', unavailable('auth_revoked'), 0, null, null],
    ['once the index may know a new contact', nobody, 0, null, 10_000],
    ['only once for that', nobody, 1, null, null],
    ['not if no scenario searched', { ...nobody, scenarioId: null }, 0, null, null],
    ['not if it found somebody and was told to do nothing', { ...nobody, matches: 2 }, 0, null, null],
    ['not for a withheld number', { kind: 'withheld', offer, ...by } satisfies ScreenPopDecision, 0, null, null],
  ])('%s', (_when, decision: ScreenPopDecision, repeats, requestedMs, waitMs) => {
    expect(waitBeforeRepeat(decision, { repeats, requestedMs })).toBe(waitMs);
  });
});
