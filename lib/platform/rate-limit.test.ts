import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { addressBlock, createRateLimiter, networkOf } from './rate-limit';

describe('the rate limit key of an address', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002:ffff::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['unknown', 'unknown'],
  ])('%s: %s', (ip, expected) => expect(addressBlock(ip)).toBe(expected));
});

it.each([
  ['203.0.113.7', '203.0.113'],
  ['::ffff:203.0.113.7', '203.0.113'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1'],
  ['2001:0DB8:0001:ffff::1', '2001:db8:1'],
  ['unknown', 'unknown'],
])('the network of %s: %s', (ip, expected) => expect(networkOf(ip)).toBe(expected));

describe('pacing after failures', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const NEIGHBOUR = { ip: '203.0.113.7', share: 'connector' };

  it('lets everybody through at once while there are few, then 5 a second, and refuses only after 10 seconds', async () => {
    const limits = createRateLimiter('postgres://nowhere');
    const pace = (key = NEIGHBOUR) =>
      limits.pace('sso-failure-by-ip', key).then(({ retryAfterSeconds }) => retryAfterSeconds);
    for (let failure = 0; failure < 59; failure += 1) await limits.take('sso-failure-by-ip', NEIGHBOUR);
    expect(await Promise.all(Array.from({ length: 100 }, () => pace()))).toEqual(Array(100).fill(null));
    await limits.take('sso-failure-by-ip', NEIGHBOUR);

    let through = 0;
    const waiting = Array.from({ length: 60 }, () =>
      pace().then((seconds) => {
        if (seconds === null) through += 1;
        return seconds;
      }),
    );
    await vi.advanceTimersByTimeAsync(1_000);
    expect(through).toBe(6);
    // Neither another address nor another connector waits for them.
    expect(await pace({ ...NEIGHBOUR, share: 'another' })).toBe(null);
    expect(await pace({ ...NEIGHBOUR, ip: '203.0.113.8' })).toBe(null);
    await vi.advanceTimersByTimeAsync(10_000);
    const ends = await Promise.all(waiting);
    expect(ends.filter((seconds) => seconds === null)).toHaveLength(51);
    expect(ends.filter((seconds) => seconds !== null && seconds > 0)).toHaveLength(9);
    await limits.close();
  });
});
