import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '@/prisma/generated/client';
import { createPool } from './pool';

export type Db = ReturnType<typeof createDb>;
/** The client inside a transaction, without the methods that can't be used there. */
export type Tx = Omit<Db, '$connect' | '$disconnect' | '$on' | '$use' | '$extends' | '$transaction'>;

/** The queries of a model that change nothing. */
type Query =
  | 'findUnique'
  | 'findUniqueOrThrow'
  | 'findFirst'
  | 'findFirstOrThrow'
  | 'findMany'
  | 'count'
  | 'aggregate'
  | 'groupBy';
type Models = { [K in keyof Db]: Db[K] extends { findMany: unknown } ? K : never }[keyof Db];
/** The client as far as it only reads: what verbs see outside of a write. */
export type ReadDb = { readonly [K in Models]: Pick<Db[K], Query & keyof Db[K]> } & Pick<Db, '$queryRaw'>;

/**
 * The stored state of a method. The state that holds now also depends on the mode and the time, so no query returns these
 * columns unless it asks for them, and only `connections/load-method` does.
 */
const STATE_OF_METHOD = {
  status: true,
  disabledReason: true,
  activatingUntil: true,
  activationRefusal: true,
  activatedIn: true,
  grantedScopes: true,
} as const;

/** How long to wait for a connection. A busy machine answers late, and giving up would lose somebody's work. */
const MAX_WAIT_MS = 15_000;

interface DbOptions {
  maxConnections?: number;
  /** How long a transaction may take, and may wait for its turn. */
  maxWaitMs?: number;
  /** How long whoever asks waits for a connection. */
  connectionWaitMs?: number;
  /** How long the database may be silent before a connection counts as dead. */
  silentMs?: number | undefined;
}

/** One pool of connections. `databaseUrl` is a PostgreSQL URL. */
export function createDb(databaseUrl: string, options: DbOptions = {}) {
  const { maxConnections = 10, maxWaitMs = MAX_WAIT_MS, connectionWaitMs = maxWaitMs, silentMs } = options;
  const pool = createPool(databaseUrl, { maxConnections, mostWaitMs: connectionWaitMs, silentMs });
  const adapter = new PrismaPg(pool, { disposeExternalPool: true });
  // Minimal: the long form would log call arguments, and with them what users typed.
  return new PrismaClient({
    adapter,
    errorFormat: 'minimal',
    omit: { authMethod: STATE_OF_METHOD },
    transactionOptions: { maxWait: maxWaitMs, timeout: maxWaitMs },
  });
}

/** The name of the first column of a unique violation, or null when the error is another. */
export function uniqueViolation(error: unknown): string[] | null {
  if (!isKnownRequestError(error) || error.code !== 'P2002') return null;
  const text = JSON.stringify(error.meta ?? {});
  const match = /"fields":\[([^\]]*)\]/.exec(text) ?? /"target":\[([^\]]*)\]/.exec(text);
  if (match)
    return (match[1] ?? '')
      .split(',')
      .map((name) => name.replaceAll(/[\\"\s]/g, ''))
      .filter(Boolean);
  // Some servers report only the index, which Prisma names Table_column_column_key.
  const index = /"index":"([^"\\]+)"/.exec(text) ?? /constraint: `([^`]+)`/.exec(error.message);
  return /^[^_]+_(.+)_key$/.exec(index?.[1] ?? '')?.[1]?.split('_') ?? [];
}

export function isForeignKeyViolation(error: unknown): boolean {
  return isKnownRequestError(error) && error.code === 'P2003';
}

/** The row to update or delete is gone, or has a newer version. */
export function isRowGone(error: unknown): boolean {
  return isKnownRequestError(error) && error.code === 'P2025';
}

/** Deadlocks and serialization failures: the same work may succeed a moment later. */
export function isWriteConflict(error: unknown): boolean {
  if (!isKnownRequestError(error)) return false;
  // Raw statements fail as P2010, with PostgreSQL's own code inside.
  return (
    error.code === 'P2034' ||
    (error.code === 'P2010' && /"(40001|40P01)"|TransactionWriteConflict/.test(JSON.stringify(error.meta ?? {})))
  );
}

function isKnownRequestError(error: unknown): error is Error & { code: string; meta?: Record<string, unknown> } {
  return error instanceof Error && error.name === 'PrismaClientKnownRequestError' && 'code' in error;
}
