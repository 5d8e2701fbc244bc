import { AppError } from '@/lib/domain/base/app-error';
import { obstacleOf, type Statements } from '@/lib/platform/prepared';
import { tooBusy, type Ctx } from '../context';
import { resolveArrival, type ResolvedArrival, type Reported } from './resolve-arrival';
import { readArrivals } from './read-arrivals';
import { storeArrivals } from './store-arrivals';

/** Events that share a transaction. */
const MOST_TOGETHER = 50;
/** Transactions at a time. */
const LANES = 2;
/** More events than a process stores in several seconds: whoever reports another one has to come again. */
const MOST_WAITING = 2_000;
/** How often an event is decided anew because its interaction changed meanwhile. */
const MOST_TRIES = 10;
/** Between two looks at an interaction that somebody else is changing. */
const PAUSE_MS = 40;

interface Waiting extends Reported {
  ctx: Ctx;
  apiKeyId: string;
  tries: number;
  /** Since when somebody else has been changing its interaction, by the monotonic clock. */
  heldSince: number | null;
  /** What may have been stored before a connection was lost. If it was, the event is no repeat, but this. */
  lost: ResolvedArrival | null;
  done(decided: ResolvedArrival): void;
  fail(error: unknown): void;
}

/** Of one process: events that arrive while others are being stored wait and are then stored together. */
interface Queue {
  waiting: Waiting[];
  /** The interactions that are being stored: a further event of one of them waits for it. */
  busy: Set<string>;
  lanes: number;
}

const queues = new WeakMap<Statements, Queue>();

/**
 * Decides what an event means and stores it. Events of one interaction count one after the other, across processes: what was
 * decided by a version of it that is no longer the last one is decided anew.
 * Throws UNAUTHENTICATED if the key was revoked meanwhile, and UNAVAILABLE if too many wait or the database is too busy.
 */
export function storeEvent(
  ctx: Ctx,
  statements: Statements,
  { apiKeyId, ...reported }: Reported & { apiKeyId: string },
): Promise<ResolvedArrival> {
  const queue = queues.get(statements) ?? { waiting: [], busy: new Set(), lanes: 0 };
  queues.set(statements, queue);
  if (queue.waiting.length >= MOST_WAITING) throw tooBusy(new Error('too many events wait to be stored'));
  return new Promise((done, fail) => {
    queue.waiting.push({ ...reported, ctx, apiKeyId, tries: 0, heldSince: null, lost: null, done, fail });
    // After this turn: what arrived in it goes together.
    setImmediate(() => run(statements, queue));
  });
}

function run(statements: Statements, queue: Queue): void {
  while (queue.lanes < LANES) {
    const batch = take(queue);
    if (batch.length === 0) return;
    queue.lanes += 1;
    void store(statements, batch).then((again) => {
      const held = again.filter(({ heldSince }) => heldSince !== null);
      const giveBack = (items: readonly Waiting[], left: readonly Waiting[]) => {
        for (const item of items) queue.busy.delete(keyOf(item));
        queue.waiting.unshift(...left);
        run(statements, queue);
      };
      queue.lanes -= 1;
      // The further events of theirs wait behind them.
      if (held.length > 0) setTimeout(() => giveBack(held, held), PAUSE_MS);
      giveBack(
        batch.filter((item) => !held.includes(item)),
        again.filter((item) => !held.includes(item)),
      );
    });
  }
}

function take(queue: Queue): Waiting[] {
  const batch: Waiting[] = [];
  const rest: Waiting[] = [];
  for (const item of queue.waiting) {
    const key = keyOf(item);
    if (batch.length >= MOST_TOGETHER || queue.busy.has(key)) rest.push(item);
    else {
      queue.busy.add(key);
      batch.push(item);
    }
  }
  queue.waiting = rest;
  return batch;
}

function keyOf({ event: { source, id } }: Reported): string {
  return `${source}\n${id}`;
}

interface Decided {
  item: Waiting;
  decision: ResolvedArrival;
}

/** What each event means. Those of which it can't be said are answered at once. */
async function decide(statements: Statements, batch: readonly Waiting[]): Promise<Decided[]> {
  const arrivals = await readArrivals(statements, batch);
  const decided = await Promise.all(
    batch.map(async (item, index): Promise<Decided[]> => {
      const arrival = arrivals[index];
      try {
        if (!arrival?.isAllowed) throw new AppError('UNAUTHENTICATED', { key: 'api_key_revoked' });
        return [{ item, decision: await resolveArrival(item.ctx, item, arrival) }];
      } catch (error) {
        item.fail(error);
        return [];
      }
    }),
  );
  return decided.flat();
}

/** Settles each event, or answers it for another try. Never throws. */
async function store(statements: Statements, batch: readonly Waiting[]): Promise<Waiting[]> {
  let decided: Decided[] | null = null;
  try {
    decided = await decide(statements, batch);
    const stored = await storeArrivals(
      statements,
      decided.flatMap(({ decision: { row } }) => row ?? []),
    );
    return decided.flatMap(({ item, decision }) => {
      const outcome = decision.row === null ? 'stored' : stored.get(decision.row.id);
      if (outcome === 'held') return waitOn(item, statements.maxLockMs);
      if (outcome === undefined) return tryAgain(item);
      const { lost } = item;
      const wasStored = decision.row === null && lost?.interactionId === decision.interactionId;
      item.done(wasStored ? lost : decision);
      return [];
    });
  } catch (error) {
    const obstacle = obstacleOf(error);
    // What has failed in `decide` is answered.
    const left = decided?.map(({ item }) => item) ?? batch;
    if (obstacle === 'lost') for (const { item, decision } of decided ?? []) item.lost = decision;
    // Each by itself: the fault of one is not the others'.
    if (left.length > 1) return (await Promise.all(left.map((item) => store(statements, [item])))).flat();
    return left.flatMap((item) => {
      if (obstacle === 'conflict' || obstacle === 'lost') return tryAgain(item, error);
      item.fail(obstacle === null ? error : tooBusy(error));
      return [];
    });
  }
}

function waitOn(item: Waiting, mostMs: number): Waiting[] {
  item.heldSince ??= performance.now();
  if (performance.now() - item.heldSince < mostMs) return [item];
  item.fail(tooBusy(new Error('somebody else held an interaction for too long')));
  return [];
}

function tryAgain(item: Waiting, cause: unknown = new Error('an interaction kept changing')): Waiting[] {
  item.tries += 1;
  item.heldSince = null;
  if (item.tries < MOST_TRIES) return [item];
  item.fail(tooBusy(cause));
  return [];
}
