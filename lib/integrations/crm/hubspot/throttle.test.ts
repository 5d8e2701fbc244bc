import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { providerErrorOf } from '@/tests/support/caught';
import { ProviderError } from '../../provider-error';
import { createThrottles, HUBSPOT_LIMITS, type CallClass, type CallTurn, type ThrottleLimits } from './throttle';

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** The test controls the clock, which starts at 0. */
const now = () => vi.getMockedSystemTime()?.getTime() ?? Number.NaN;
const LONG_WAIT: ThrottleLimits = { ...HUBSPOT_LIMITS, maxWaitMs: 60_000 };
const at: number[] = [];
beforeEach(() => {
  at.length = 0;
});

const turn = (callClass: CallClass, more: Partial<CallTurn> = {}): CallTurn => ({
  callClass,
  operation: 'op',
  priority: 'interactive',
  person: undefined,
  signal: undefined,
  ...more,
});
const background = (callClass: CallClass) => turn(callClass, { priority: 'background' });

const instant = async () => {
  at.push(now());
};
const lasting = (ms: number) => () => new Promise<void>((resolve) => setTimeout(resolve, ms));

function burst(limits: ThrottleLimits, callClass: CallClass, calls: number, call: () => Promise<void> = instant) {
  const throttle = createThrottles(limits)('1');
  return Array.from({ length: calls }, () =>
    throttle.run(turn(callClass), call).then(
      () => 'done',
      (error: unknown) => error,
    ),
  );
}

/** The maximum number of calls in any window of this length. */
function busiest(times: readonly number[], perMs: number): number {
  return Math.max(...times.map((start) => times.filter((time) => time >= start && time < start + perMs).length));
}

describe('the rate', () => {
  it('allows 5 searches in any second', async () => {
    const calls = burst(LONG_WAIT, 'search', 40);
    await vi.advanceTimersByTimeAsync(20_000);
    await Promise.all(calls);
    expect(at).toHaveLength(40);
    expect(busiest(at, 1_000)).toBe(5);
    expect(at.at(-1)).toBeLessThan(9_000);
  });

  it('counts a call until its response, because HubSpot counts it on arrival', async () => {
    const throttle = createThrottles({ ...LONG_WAIT, inFlight: 10 })('1');
    const arrivals: number[] = [];
    const call = (delayMs: number) =>
      throttle.run(turn('search'), async () => {
        await lasting(delayMs)();
        arrivals.push(now());
      });
    const calls = [400, 400, 400, 400, 400, 1, 1, 1, 1, 1].map(call);
    await vi.advanceTimersByTimeAsync(5_000);
    await Promise.all(calls);
    expect(busiest(arrivals, 1_000)).toBe(5);
    expect(arrivals).toHaveLength(10);
  });

  it('allows 110 other calls in any 10 seconds', async () => {
    const calls = burst(LONG_WAIT, 'general', 300);
    await vi.advanceTimersByTimeAsync(60_000);
    await Promise.all(calls);
    expect(at).toHaveLength(300);
    expect(busiest(at, 10_000)).toBe(110);
  });

  it('counts searches separately', async () => {
    const throttle = createThrottles()('1');
    await Promise.all(Array.from({ length: 5 }, () => throttle.run(turn('search'), instant)));
    await throttle.run(turn('general'), instant);
    expect(at).toEqual(Array.from({ length: 6 }, () => 0));
  });

  it('counts portals separately', async () => {
    const throttleOf = createThrottles();
    await Promise.all(
      ['1', '2'].flatMap((portal) => Array.from({ length: 5 }, () => throttleOf(portal).run(turn('search'), instant))),
    );
    expect(at).toHaveLength(10);
    expect(now()).toBe(0);
  });

  it('refuses a call rather than let it wait too long', async () => {
    const calls = burst(HUBSPOT_LIMITS, 'search', 40);
    await vi.advanceTimersByTimeAsync(5_000);
    const results = await Promise.all(calls);
    const refused = results.filter((result) => result instanceof ProviderError);
    // 5 at once, 5 after one second, 5 after two.
    expect(at).toHaveLength(15);
    expect(refused).toHaveLength(25);
    for (const error of refused) {
      expect(error).toMatchObject({ kind: 'rate_limited', code: 'OWN_LIMIT', retryable: true });
      expect(error.retryAfterMs).toBeGreaterThan(0);
      expect(error.retryAfterMs).toBeLessThanOrEqual(1_000);
    }
  });
});

describe('concurrent calls', () => {
  it('are at most 4, in order of arrival', async () => {
    const throttle = createThrottles(LONG_WAIT)('1');
    let inFlight = 0;
    let most = 0;
    const order: number[] = [];
    const calls = Array.from({ length: 12 }, (_, index) =>
      throttle.run(turn('general'), async () => {
        order.push(index);
        inFlight += 1;
        most = Math.max(most, inFlight);
        await lasting(100)();
        inFlight -= 1;
      }),
    );
    await vi.advanceTimersByTimeAsync(1_000);
    await Promise.all(calls);
    expect(most).toBe(4);
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('free their slot after a failure', async () => {
    const throttle = createThrottles()('1');
    for (let round = 0; round < 10; round += 1) {
      await providerErrorOf(
        throttle.run(turn('general'), () => Promise.reject(new ProviderError('not_found', { operation: 'op' }))),
      );
    }
    await throttle.run(turn('general'), instant);
    expect(at).toEqual([0]);
  });

  it('refuse a caller who waited too long, and drop one who gave up', async () => {
    const throttle = createThrottles()('1');
    const slow = Array.from({ length: 4 }, () => throttle.run(turn('general'), lasting(10_000)));
    const controller = new AbortController();
    const late = providerErrorOf(throttle.run(turn('general'), instant));
    const gone = providerErrorOf(throttle.run(turn('general', { signal: controller.signal }), instant));
    controller.abort();
    expect(await gone).toMatchObject({ kind: 'timeout', code: 'CALLER_GAVE_UP' });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await late).toMatchObject({ kind: 'rate_limited', code: 'OWN_LIMIT' });
    await vi.advanceTimersByTimeAsync(10_000);
    await Promise.all(slow);
    await Promise.all(Array.from({ length: 4 }, () => throttle.run(turn('general'), instant)));
    expect(at).toHaveLength(4);
  });

  it('stop waiting for the rate limit if the caller aborts', async () => {
    const throttle = createThrottles()('1');
    await Promise.all(Array.from({ length: 5 }, () => throttle.run(turn('search'), instant)));
    const controller = new AbortController();
    const call = providerErrorOf(throttle.run(turn('search', { signal: controller.signal }), instant));
    await vi.advanceTimersByTimeAsync(100);
    controller.abort();
    expect(await call).toMatchObject({ kind: 'timeout', code: 'CALLER_GAVE_UP' });
    expect(now()).toBe(100);
  });
});

describe('calls that an agent waits for', () => {
  it('find a slot and room in the rate limit, however many writes run in the background', async () => {
    const throttle = createThrottles()('1');
    const writes = Array.from({ length: 200 }, () => throttle.run(background('general'), lasting(100)));
    const reads: number[] = [];
    for (let round = 0; round < 10; round += 1) {
      await vi.advanceTimersByTimeAsync(100);
      const startedAt = now();
      await throttle.run(turn('general'), instant);
      reads.push(now() - startedAt);
    }
    expect(Math.max(...reads)).toBe(0);
    // None of them is refused: they wait for their turn.
    await vi.advanceTimersByTimeAsync(30_000);
    await Promise.all(writes);
  });

  it('go ahead of background calls that have waited longer', async () => {
    const throttle = createThrottles(LONG_WAIT)('1');
    const order: string[] = [];
    const noted = (name: string) => async () => {
      order.push(name);
      await lasting(100)();
    };
    const calls = [
      ...Array.from({ length: 5 }, (_, index) => throttle.run(background('general'), noted(`write ${index}`))),
      ...Array.from({ length: 3 }, (_, index) => throttle.run(turn('general'), noted(`read ${index}`))),
    ];
    await vi.advanceTimersByTimeAsync(1_000);
    await Promise.all(calls);
    expect(order).toEqual(['write 0', 'write 1', 'write 2', 'read 0', 'read 1', 'read 2', 'write 3', 'write 4']);
  });

  it('leave 3 of 5 searches a second to the background, and may use the rest', async () => {
    const throttle = createThrottles(LONG_WAIT)('1');
    const writes = Array.from({ length: 9 }, () => throttle.run(background('search'), instant));
    await vi.advanceTimersByTimeAsync(0);
    expect(at).toHaveLength(3);
    await Promise.all([throttle.run(turn('search'), instant), throttle.run(turn('search'), instant)]);
    expect(at).toEqual([0, 0, 0, 0, 0]);
    await vi.advanceTimersByTimeAsync(5_000);
    await Promise.all(writes);
    expect(busiest(at, 1_000)).toBe(5);
  });
});

describe('people who ask for much', () => {
  const by = (person: string | undefined, callClass: CallClass = 'search') => turn(callClass, { person });
  const order: string[] = [];
  beforeEach(() => {
    order.length = 0;
  });
  const noted = (name: string) => async () => {
    order.push(name);
    await lasting(10)();
  };
  const loops = (throttle: ReturnType<ReturnType<typeof createThrottles>>, count: number, callClass?: CallClass) =>
    Array.from({ length: count }, () => throttle.run(by('loop', callClass), noted('loop')).catch(() => undefined));

  it('leave two of five searches a second to others', async () => {
    const throttle = createThrottles(LONG_WAIT)('1');
    const calls = loops(throttle, 12);
    await vi.advanceTimersByTimeAsync(100);
    expect(order).toEqual(['loop', 'loop', 'loop']);
    const others = [throttle.run(by('other'), noted('other')), throttle.run(by(undefined), noted('ringing'))];
    await vi.advanceTimersByTimeAsync(1);
    expect(order.slice(3)).toEqual(['other', 'ringing']);
    await vi.advanceTimersByTimeAsync(20_000);
    await Promise.all([...calls, ...others]);
  });

  it('wait for those who asked for less, however long they have been waiting', async () => {
    const throttle = createThrottles(LONG_WAIT)('1');
    const full = ['a', 'b'].map((person) => throttle.run(by(person), instant));
    const calls = loops(throttle, 12);
    await vi.advanceTimersByTimeAsync(500);
    expect(order).toEqual(['loop', 'loop', 'loop']);
    const late = throttle.run(by('late'), noted('late'));
    const ringing = throttle.run(by(undefined), noted('ringing'));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(order.slice(3, 5)).toEqual(['ringing', 'late']);
    await vi.advanceTimersByTimeAsync(20_000);
    await Promise.all([...full, ...calls, late, ringing]);
  });

  it('share what there is evenly', async () => {
    const throttle = createThrottles(LONG_WAIT)('1');
    const full = ['d', 'e', 'f', 'g', 'h'].map((person) => throttle.run(by(person), instant));
    const people = ['a', 'b', 'c'];
    const calls = people.flatMap((person) =>
      Array.from({ length: 8 }, () => throttle.run(by(person), noted(person)).catch(() => undefined)),
    );
    await vi.advanceTimersByTimeAsync(20_000);
    await Promise.all([...full, ...calls]);
    expect(order).toHaveLength(24);
    for (let served = 3; served <= 24; served += 1) {
      const counts = people.map((person) => order.slice(0, served).filter((name) => name === person).length);
      expect(Math.max(...counts) - Math.min(...counts), order.slice(0, served).join('')).toBeLessThanOrEqual(2);
    }
  });

  it('never hold every slot, however slowly HubSpot answers', async () => {
    const throttle = createThrottles()('1');
    const slow = Array.from({ length: 12 }, () =>
      throttle.run(by('loop', 'general'), lasting(10_000)).catch(() => undefined),
    );
    await throttle.run(by('other', 'general'), instant);
    expect(at).toEqual([0]);
    await vi.advanceTimersByTimeAsync(30_000);
    await Promise.all(slow);
  });
});

describe('after a 429 from HubSpot', () => {
  const limited = (retryAfterMs: number) => () =>
    Promise.reject(new ProviderError('rate_limited', { operation: 'op', retryAfterMs }));

  it('no call of that class is sent until the wait is over', async () => {
    const throttle = createThrottles()('1');
    await providerErrorOf(throttle.run(turn('search'), limited(1_500)));
    const next = throttle.run(turn('search'), instant);
    await throttle.run(turn('general'), instant);
    await vi.advanceTimersByTimeAsync(2_000);
    await next;
    expect(at).toEqual([0, 1_500]);
  });

  it('without Retry-After, agents may retry shortly and background calls wait', async () => {
    const throttle = createThrottles()('1');
    const guessed = new ProviderError('rate_limited', { operation: 'op', retryAfterMs: 10_000, isWaitGuessed: true });
    await providerErrorOf(throttle.run(background('general'), () => Promise.reject(guessed)));
    const agent = throttle.run(turn('general'), instant);
    const write = throttle.run(background('general'), instant);
    await vi.advanceTimersByTimeAsync(1_000);
    await agent;
    expect(at).toEqual([1_000]);
    await vi.advanceTimersByTimeAsync(9_000);
    await write;
    expect(at).toEqual([1_000, 10_000]);
  });

  it('a long wait is refused at once, with its length', async () => {
    const throttle = createThrottles()('1');
    await providerErrorOf(throttle.run(turn('general'), limited(86_400_000)));
    const error = await providerErrorOf(throttle.run(turn('general'), instant));
    expect(error).toMatchObject({ kind: 'rate_limited', retryAfterMs: 10_000 });
    expect(at).toEqual([]);
  });
});
