import { describe, expect, it } from 'vitest';
import type { BannerInteraction } from '@/lib/domain/answers/banner';
import { applyNews, isWhole } from './apply-news';

const one = (id: string, more: Partial<BannerInteraction> = {}): BannerInteraction => ({
  id,
  source: 'api',
  externalId: id,
  state: 'presented',
  channel: 'voice',
  direction: 'incoming',
  queue: null,
  agent: null,
  customer: {},
  nonCustomer: null,
  ourNumber: null,
  subject: null,
  outcome: null,
  durationMs: null,
  startedAt: '2026-11-23T09:00:00.000Z',
  acceptedAt: null,
  endedAt: null,
  cards: [],
  assignments: [],
  ledger: 'open',
  ending: null,
  takenBy: null,
  participants: [],
  lastEventAt: '2026-11-23T09:00:00.000Z',
  hiddenCards: 0,
  decision: null,
  ...more,
});
const idsOf = (list: readonly BannerInteraction[]) => list.map(({ id }) => id);

describe('the news of an interaction', () => {
  const before = { open: [one('a'), one('b')], closed: [one('c')] };

  it('changes it in its place', () => {
    const b = one('b', { subject: 'Changed' });
    const after = applyNews(before, { interactionId: 'b', shown: { place: 'open', interaction: b } });
    expect(after).toEqual({ open: [one('a'), b], closed: [one('c')] });
  });

  it('moves it to the front of the list that it comes to', () => {
    const after = applyNews(before, { interactionId: 'b', shown: { place: 'closed', interaction: one('b') } });
    expect([idsOf(after.open), idsOf(after.closed)]).toEqual([['a'], ['b', 'c']]);
    const rung = applyNews(after, { interactionId: 'd', shown: { place: 'open', interaction: one('d') } });
    expect(idsOf(rung.open)).toEqual(['d', 'a']);
  });

  it('removes it when it is listed no longer', () => {
    const after = applyNews(before, { interactionId: 'a', shown: null });
    expect([idsOf(after.open), idsOf(after.closed)]).toEqual([['b'], ['c']]);
  });

  it('removes a call that has rung for two hours without a word', () => {
    const later = one('d', { lastEventAt: '2026-11-23T11:00:00.000Z' });
    const running = one('e', { state: 'accepted' });
    const lists = { open: [...before.open, running], closed: [] };
    const after = applyNews(lists, { interactionId: 'd', shown: { place: 'open', interaction: later } });
    expect(idsOf(after.open)).toEqual(['d', 'e']);
  });

  it('leaves ten that are over, and all whose customer is still to be named', () => {
    const closed = Array.from({ length: 12 }, (_, index) =>
      one(`${index}`, { ledger: index === 11 ? 'without_customer' : 'logged' }),
    );
    const after = applyNews(
      { open: [], closed },
      { interactionId: 'x', shown: { place: 'closed', interaction: one('x') } },
    );
    expect(idsOf(after.closed)).toEqual(['x', '0', '1', '2', '3', '4', '5', '6', '7', '8', '11']);
  });

  it('is not whole without an interaction, or without how it is', () => {
    expect(isWhole(null)).toBe(false);
    expect(isWhole({ profileId: 'p' })).toBe(false);
    expect(isWhole({ interactionId: 'a' })).toBe(false);
    expect(isWhole({ interactionId: 'a', shown: null })).toBe(true);
  });
});
