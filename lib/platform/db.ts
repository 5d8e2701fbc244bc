import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient, type Prisma } from '@/prisma/generated/client';

export type Db = PrismaClient;
/** A transaction: the client without what makes no sense inside one. */
export type Tx = Prisma.TransactionClient;

/** For a connection. A machine under load answers late rather than not at all: what waits is somebody's work. */
const MAX_WAIT_MS = 15_000;

/** One pool of connections. `databaseUrl` is a PostgreSQL URL. */
export function createDb(databaseUrl: string, options: { maxConnections?: number } = {}): Db {
  const adapter = new PrismaPg({
    connectionString: databaseUrl,
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: MAX_WAIT_MS,
    idleTimeoutMillis: 30_000,
  });
  // Minimal: the long form quotes the arguments of a call, and with them whatever somebody typed, into the log.
  return new PrismaClient({
    adapter,
    errorFormat: 'minimal',
    transactionOptions: { maxWait: MAX_WAIT_MS, timeout: 15_000 },
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
  // Some servers tell only the index, which Prisma names Table_column_column_key.
  const index = /"index":"([^"\\]+)"/.exec(text) ?? /constraint: `([^`]+)`/.exec(error.message);
  return /^[^_]+_(.+)_key$/.exec(index?.[1] ?? '')?.[1]?.split('_') ?? [];
}

export function isForeignKeyViolation(error: unknown): boolean {
  return isKnownRequestError(error) && error.code === 'P2003';
}

/** An update or deletion whose row is not there any more, or not in the version it was read in. */
export function isRowGone(error: unknown): boolean {
  return isKnownRequestError(error) && error.code === 'P2025';
}

/** Deadlocks and serialization failures: the same work may succeed a moment later. */
export function isWriteConflict(error: unknown): boolean {
  if (!isKnownRequestError(error)) return false;
  // Statements written by hand are told as P2010, with PostgreSQL's own code inside.
  return (
    error.code === 'P2034' ||
    (error.code === 'P2010' && /"(40001|40P01)"|TransactionWriteConflict/.test(JSON.stringify(error.meta ?? {})))
  );
}

function isKnownRequestError(error: unknown): error is Error & { code: string; meta?: Record<string, unknown> } {
  return error instanceof Error && error.name === 'PrismaClientKnownRequestError' && 'code' in error;
}
