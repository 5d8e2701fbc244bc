export interface Turns {
  /**
   * Does the work when it is this group's turn, and answers null without doing it where too many wait already. `restsAfter`
   * says whether what came out of it calls for a rest.
   */
  take<T>(group: string, work: () => Promise<T>, restsAfter?: (result: T) => boolean): Promise<T | null>;
  /** Whether `take` would answer null right now. */
  isFull(group: string): boolean;
}

interface TurnRules {
  /** How many wait at most. */
  places: number;
  /** Of how many groups, so that however many there are, the turn of each comes again soon. Absent: of any number. */
  groups?: number;
  /** Whose turn comes later than this is refused instead: they have given up, or will soon. Absent: nobody. */
  mostWaitMs?: number;
  /** How much longer a rest is than the work before it: with 3, the work takes a quarter of the time at most. */
  rest: number;
  clock?: { now: () => number; sleep: (ms: number) => Promise<void> };
}

interface Waiting {
  since: number;
  begin: () => Promise<{ rests: boolean }>;
  refuse: () => void;
}

const CLOCK = {
  now: () => performance.now(),
  sleep: (ms: number) => new Promise<void>((done) => setTimeout(done, ms)),
};

/**
 * Work of which one is done at a time, because it is expensive. Groups take turns, so that one that asks for much does not
 * delay another, and when all places are taken, the group with the most gives one up to a group that has fewer.
 */
export function createTurns(rules: TurnRules): Turns {
  const { places, groups: mostGroups = Infinity, rest, mostWaitMs = Infinity, clock = CLOCK } = rules;
  /** In the order of their turns; a group without anybody waiting isn't in it. */
  const groups = new Map<string, Waiting[]>();
  let waiting = 0;
  let isAtWork = false;

  /** The group that has to give up a place to this one. */
  function fullest(than: string): Waiting[] | null {
    let most = groups.get(than) ?? [];
    const own = most.length;
    for (const group of groups.values()) if (group.length > most.length) most = group;
    return most.length > own + 1 ? most : null;
  }

  function next(): Waiting | undefined {
    for (const [name, group] of groups) {
      groups.delete(name);
      const first = group.shift();
      if (group.length > 0) groups.set(name, group);
      waiting -= 1;
      return first;
    }
    return undefined;
  }

  async function workThrough(): Promise<void> {
    isAtWork = true;
    for (let one = next(); one !== undefined; one = next()) {
      const began = clock.now();
      if (began - one.since > mostWaitMs) {
        one.refuse();
        continue;
      }
      const { rests } = await one.begin();
      if (rests && rest > 0) await clock.sleep(rest * (clock.now() - began));
    }
    isAtWork = false;
  }

  const isFull = (group: string) =>
    (waiting >= places && fullest(group) === null) || (groups.size >= mostGroups && !groups.has(group));
  return {
    isFull,
    take<T>(group: string, work: () => Promise<T>, restsAfter: (result: T) => boolean = () => true) {
      if (isFull(group)) return Promise.resolve(null);
      if (waiting >= places) {
        fullest(group)?.pop()?.refuse();
        waiting -= 1;
      }
      return new Promise<T | null>((answer, fail) => {
        const begin = async () => {
          try {
            const result = await work();
            answer(result);
            return { rests: restsAfter(result) };
          } catch (error) {
            fail(error);
            return { rests: true };
          }
        };
        const line = groups.get(group) ?? [];
        line.push({ since: clock.now(), begin, refuse: () => answer(null) });
        groups.set(group, line);
        waiting += 1;
        if (!isAtWork) void workThrough();
      });
    },
  };
}
