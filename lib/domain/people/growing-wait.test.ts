import { describe, expect, it } from 'vitest';
import { growingWaitMs } from './growing-wait';

const RULE = { free: 3, firstMs: 1_000, mostMs: 60_000 };

describe('growingWaitMs', () => {
  it("doesn't delay the first attempts, then doubles up to the maximum", () => {
    expect([0, 1, 2, 3, 4, 5, 8, 9, 10, 5_000].map((failures) => growingWaitMs(failures, RULE))).toEqual([
      0, 0, 0, 1_000, 2_000, 4_000, 32_000, 60_000, 60_000, 60_000,
    ]);
  });
});
