import { afterAll, afterEach, describe, expect, it } from 'vitest';
import {
  createThrottles,
  HUBSPOT_LIMITS,
  type CallTurn,
  type ThrottleLimits,
} from '@/lib/integrations/crm/hubspot/throttle';
import { createTestDatabase } from '../support/database';
import { sharedPlacesOf } from '../support/shared-places';

const { url } = await createTestDatabase();
const closing: ReturnType<typeof sharedPlacesOf>[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((places) => places.close()));
});

/** As each process has them. */
function places(): ReturnType<typeof sharedPlacesOf> {
  const made = sharedPlacesOf(url);
  closing.push(made);
  return made;
}

describe("HubSpot's limits, used up by two processes", () => {
  const LIMITS: ThrottleLimits = { ...HUBSPOT_LIMITS, inFlight: 10, maxWaitMs: 60_000 };
  const turn = (more: Partial<CallTurn> = {}): CallTurn => ({
    callClass: 'search',
    operation: 'op',
    priority: 'interactive',
    person: undefined,
    signal: undefined,
    ...more,
  });
  const open: (() => void)[] = [];
  afterAll(() => open.forEach((end) => end()));

  /** A process with calls that HubSpot doesn't answer until the test lets it. */
  function newProcess(portalId: string) {
    const shared = places();
    const throttle = createThrottles(LIMITS, shared)(portalId);
    const started: string[] = [];
    const ends: (() => void)[] = [];
    return {
      shared,
      started,
      ask: (name: string, more?: Partial<CallTurn>) =>
        void throttle
          .run(turn(more), () => {
            started.push(name);
            return new Promise<void>((done) => {
              ends.push(done);
              open.push(done);
            });
          })
          .catch(() => undefined),
      /** HubSpot answers the first that is still open. */
      answer: () => ends.shift()?.(),
      /** Until so many have started. */
      until: (count: number) => expect.poll(() => started.length).toBeGreaterThanOrEqual(count),
    };
  }
  /** Whether any process could start another search now. */
  const isFull = async (portalId: string) =>
    (await places().take(`hubspot ${portalId} search`, { from: 4, to: 0 })) === null;

  it('five searches are sent, not five each', async () => {
    const [web, worker] = [newProcess('1'), newProcess('1')];
    for (let count = 0; count < 8; count += 1) {
      web.ask(`web ${count}`);
      worker.ask(`worker ${count}`);
    }
    await expect.poll(() => web.started.length + worker.started.length).toBe(5);
    expect(await isFull('1')).toBe(true);
    // Another portal has limits of its own.
    const other = newProcess('2');
    other.ask('other');
    await other.until(1);
    // Once one is answered and a second is over, the next goes.
    (web.started.length > 0 ? web : worker).answer();
    await expect.poll(() => web.started.length + worker.started.length).toBe(6);
  });

  it('background calls of one leave room for calls that ring in the other', async () => {
    const [web, worker] = [newProcess('3'), newProcess('3')];
    for (let count = 0; count < 8; count += 1) worker.ask('write', { priority: 'background' });
    await worker.until(3);
    web.ask('ringing');
    web.ask('ringing');
    await web.until(2);
    expect([worker.started.length, await isFull('3')]).toEqual([3, true]);
  });

  it('a place goes to whoever is next when it is free: a call that rings before those who asked earlier', async () => {
    const [web, worker] = [newProcess('4'), newProcess('4')];
    for (let count = 0; count < 5; count += 1) worker.ask('other');
    await worker.until(5);
    for (const person of ['a', 'b']) web.ask(person, { person });
    web.ask('ringing');
    worker.answer();
    await web.until(1);
    expect(web.started[0]).toBe('ringing');
  });
});
