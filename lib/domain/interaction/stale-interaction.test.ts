import { describe, expect, it } from 'vitest';
import { staleBefore, isStaleInteraction, mayDismiss } from './stale-interaction';

const now = new Date('2026-11-25T12:00:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

describe('an interaction without further events', () => {
  it.each([
    ['presented', 1, { dismiss: false, forgotten: false }],
    ['presented', 5, { dismiss: true, forgotten: false }],
    ['presented', 119, { dismiss: true, forgotten: false }],
    ['presented', 120, { dismiss: true, forgotten: true }],
    ['accepted', 4, { dismiss: false, forgotten: false }],
    ['accepted', 719, { dismiss: true, forgotten: false }],
    ['accepted', 720, { dismiss: true, forgotten: true }],
    ['ended', 9999, { dismiss: false, forgotten: false }],
    ['missed', 9999, { dismiss: false, forgotten: false }],
  ] as const)('%s, %d minutes ago', (state, minutes, expected) => {
    const event = { state, lastEventAt: ago(minutes) };
    expect({ dismiss: mayDismiss(event, now), forgotten: isStaleInteraction(event, now) }).toEqual(expected);
  });

  it('becomes stale at the same time in lists and on open pages', () => {
    for (const state of ['presented', 'accepted'] as const) {
      expect(isStaleInteraction({ state, lastEventAt: staleBefore(state, now) }, now)).toBe(true);
      expect(isStaleInteraction({ state, lastEventAt: new Date(staleBefore(state, now).getTime() + 1) }, now)).toBe(
        false,
      );
    }
  });
});
