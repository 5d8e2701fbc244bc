import { Socket } from 'node:net';
import { Pool, type PoolClient } from 'pg';

/** How long making a connection may take: a busy machine is slow at it. */
const CONNECT_MS = 15_000;
/** A server that is there answers within the time of a statement; one that is silent for so much longer is gone. */
const SILENT_LONGER_MS = 5_000;
/** Looks at the pool while somebody waits. */
const LOOKS = 4;
/** More than this is refused at once: whoever came last would wait longest, and for nothing. */
const MOST_WAITING = 5_000;

const DEFAULTS = {
  /** A transaction that takes longer is given up on our side; PostgreSQL must not go on with it, nor hold its locks. */
  statementMs: 20_000,
  lockMs: 15_000,
  idleInTransactionMs: 30_000,
  /** Further settings of each connection, as SQL. */
  settings: '',
};

interface PoolOptions extends Partial<typeof DEFAULTS> {
  maxConnections: number;
  /** How long whoever asks waits while nobody at all is given a connection. */
  mostWaitMs: number;
  /** How long the other end may be silent before the connection counts as dead. */
  silentMs?: number | undefined;
}

/** Names by which errors are known: a bundler may load and rename a class more than once. */
export const BUSY_ERROR = 'DatabaseBusyError';
/** It wraps what the driver threw. */
export const CONNECTION_ERROR = 'DatabaseConnectionError';

/** Every connection was taken for too long. Nothing was asked of the database. */
class DatabaseBusyError extends Error {
  constructor() {
    super('Every connection to the database is taken');
    this.name = BUSY_ERROR;
  }
}

/** A pool whose statements end, whose dead connections are replaced, and which refuses instead of letting everybody wait. */
export function createPool(databaseUrl: string, options: PoolOptions): Pool {
  const { statementMs, lockMs, idleInTransactionMs, settings } = { ...DEFAULTS, ...options };
  const silentMs = options.silentMs ?? statementMs + SILENT_LONGER_MS;
  const limits = `SET statement_timeout = ${statementMs}; SET lock_timeout = ${lockMs};
    SET idle_in_transaction_session_timeout = ${idleInTransactionMs}; ${settings}`;
  const pool = new BoundedPool(databaseUrl, { ...options, silentMs, limits });
  // Whoever uses it learns of its end from the statement that fails.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

type GotConnection = (
  error: Error | undefined,
  client: PoolClient | undefined,
  done: (release?: Error | boolean) => void,
) => void;

class BoundedPool extends Pool {
  readonly #mostWaitMs: number;
  #given = 0;
  /** Connections that are up; the rest of `totalCount` are being made. */
  #up = 0;

  constructor(
    databaseUrl: string,
    { maxConnections, mostWaitMs, silentMs, limits }: PoolOptions & { silentMs: number; limits: string },
  ) {
    super({
      connectionString: databaseUrl,
      max: maxConnections,
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_MS,
      // Shorter than the silence, so that a connection nobody uses is never taken for a silent one.
      idleTimeoutMillis: silentMs * 0.8,
      // Before anybody has it. Not as parameters of its start, which a pooler in between would refuse.
      verify: (client, done) => {
        endWhenSilent(client, silentMs);
        void client.query(limits).then(
          () => done(),
          (error: unknown) => done(asError(error)),
        );
      },
    });
    this.#mostWaitMs = mostWaitMs;
    this.on('acquire', () => {
      this.#given += 1;
    });
    this.on('connect', () => {
      this.#up += 1;
    });
    this.on('remove', () => {
      this.#up -= 1;
    });
  }

  override connect(): Promise<PoolClient>;
  override connect(callback: GotConnection): void;
  override connect(callback?: GotConnection): Promise<PoolClient> | void {
    const given = this.#give();
    if (!callback) return given;
    void given.then(
      (client) => callback(undefined, client, (release) => client.release(release)),
      (error: unknown) => callback(asError(error), undefined, () => undefined),
    );
  }

  #give(): Promise<PoolClient> {
    // One is free, or is made: that takes its time on a busy machine.
    if (this.idleCount > this.waitingCount || this.totalCount < this.options.max) return super.connect();
    if (this.waitingCount >= MOST_WAITING) return Promise.reject(new DatabaseBusyError());
    const asked = super.connect();
    return new Promise((resolve, reject) => {
      let looksInVain = 0;
      let givenBefore = this.#given;
      let isOver = false;
      // Looks are counted, not time: a process that got no time to turn hasn't waited. A slow machine goes on giving or making them.
      const timer = setInterval(() => {
        looksInVain = this.#given === givenBefore && this.totalCount <= this.#up ? looksInVain + 1 : 0;
        givenBefore = this.#given;
        if (looksInVain < LOOKS) return;
        isOver = true;
        clearInterval(timer);
        reject(new DatabaseBusyError());
      }, this.#mostWaitMs / LOOKS);
      asked.then(
        (client) => {
          clearInterval(timer);
          if (isOver) client.release();
          else resolve(client);
        },
        (error: unknown) => {
          clearInterval(timer);
          reject(asError(error));
        },
      );
    });
  }
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** A connection whose other end is gone never reports an error, and the system gives it up after a quarter of an hour. */
function endWhenSilent(client: PoolClient, silentMs: number): void {
  const stream = streamOf(client);
  stream?.setTimeout(silentMs, () => stream.destroy(new Error('The database was silent for too long')));
}

/** The driver's own connection, encrypted or not; the types of a client leave it out. */
function streamOf(client: object): Socket | null {
  if (!('connection' in client)) return null;
  const { connection } = client;
  if (typeof connection !== 'object' || connection === null || !('stream' in connection)) return null;
  return connection.stream instanceof Socket ? connection.stream : null;
}
