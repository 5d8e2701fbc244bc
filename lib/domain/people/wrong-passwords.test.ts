import { describe, expect, it } from 'vitest';
import { PASSWORD_WAITS } from './limits';
import { addWrongPassword, forgottenAt, type WrongPasswords } from './wrong-passwords';

const START = new Date('2026-11-29T08:00:00Z').getTime();
const at = (ms: number) => new Date(START + ms);
const rule = PASSWORD_WAITS['account-from-address'];

/** Tries again as soon as each wait is over. */
function tryFor(hours: number, from: typeof rule | typeof PASSWORD_WAITS.account): number[] {
  const waits: number[] = [];
  let state: WrongPasswords | null = null;
  for (let now = 0; now < hours * 3_600_000;) {
    state = addWrongPassword(state, from, at(now));
    const waitMs = state.waitUntil === null ? 0 : state.waitUntil.getTime() - START - now;
    waits.push(waitMs / 1000);
    now += waitMs;
  }
  return waits;
}

describe('wrong passwords', () => {
  it("from one address: the first few don't wait, then the wait doubles up to 15 minutes", () => {
    expect(tryFor(1, rule)).toEqual([0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
  });

  it('from one address for a whole day never make the whole account wait', () => {
    let state: WrongPasswords | null = null;
    let now = 0;
    for (const waitSeconds of tryFor(24, rule)) {
      state = addWrongPassword(state, PASSWORD_WAITS.account, at(now));
      expect(state.waitUntil).toBeNull();
      now += waitSeconds * 1000;
    }
  });

  it('are forgotten one at a time', () => {
    let state: WrongPasswords | null = null;
    for (let count = 1; count <= 4; count += 1) state = addWrongPassword(state, rule, at(0));
    if (!state) throw new Error('nothing counted');
    expect(forgottenAt(state, rule)).toEqual(at(4 * rule.forgetMs));
    expect(addWrongPassword(state, rule, at(2 * rule.forgetMs + 1)).count).toBe(3);
    expect(addWrongPassword(state, rule, at(4 * rule.forgetMs))).toEqual({
      count: 1,
      since: at(4 * rule.forgetMs),
      waitUntil: null,
    });
  });
});
