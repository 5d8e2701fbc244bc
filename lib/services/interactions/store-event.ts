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

interface Waiting extends Reported {
  ctx: Ctx;
  apiKeyId: string;
  tries: number;
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
    queue.waiting.push({ ...reported, ctx, apiKeyId, tries: 0, done, fail });
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
      for (const item of batch) queue.busy.delete(keyOf(item));
      queue.waiting.unshift(...again);
      queue.lanes -= 1;
      run(statements, queue);
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

/** Settles each event, or answers it for another try. Never throws. */
async function store(statements: Statements, batch: readonly Waiting[]): Promise<Waiting[]> {
  try {
    const arrivals = await readArrivals(statements, batch);
    const decided = await Promise.all(
      batch.map(async (item, index) => {
        const arrival = arrivals[index];
        try {
          if (!arrival?.isAllowed) throw new AppError('UNAUTHENTICATED', { key: 'api_key_revoked' });
          return { item, decision: await resolveArrival(item.ctx, item, arrival) };
        } catch (error) {
          item.fail(error);
          return null;
        }
      }),
    );
    const alive = decided.filter((one) => one !== null);
    const rows = alive.flatMap(({ decision: { row } }) => row ?? []);
    const stored = await storeArrivals(statements, rows);
    return alive.flatMap(({ item, decision }) => {
      if (decision.row !== null && !stored.has(decision.row.id)) return tryAgain(item);
      item.done(decision);
      return [];
    });
  } catch (error) {
    // Each by itself: the fault of one is not the others'.
    if (batch.length > 1) return (await Promise.all(batch.map((item) => store(statements, [item])))).flat();
    return batch.flatMap((item) => {
      const obstacle = obstacleOf(error);
      if (obstacle === 'conflict') return tryAgain(item, error);
      item.fail(obstacle === 'busy' ? tooBusy(error) : error);
      return [];
    });
  }
}

function tryAgain(item: Waiting, cause: unknown = new Error('an interaction kept changing')): Waiting[] {
  item.tries += 1;
  if (item.tries < MOST_TRIES) return [item];
  item.fail(tooBusy(cause));
  return [];
}
