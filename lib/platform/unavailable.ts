import { BUSY_ERROR, CONNECTION_ERROR } from './pool';

/** Why the database did nothing: too much to do, not there, or nowhere to write to. */
export type Unavailability = 'busy' | 'away' | 'disk_full';

/** Prisma: no transaction in time, or it took too long; no connection in time, or too many of them. */
const BUSY_CODES = ['P2028', 'P2024', 'P2037', 'P1008'];
/** Prisma: not reached, or the connection was closed. */
const AWAY_CODES = ['P1001', 'P1002', 'P1017'];
/** PostgreSQL: too many connections; a statement or a lock that took too long. */
const BUSY_STATES = ['53300', '57014', '55P03'];
/** PostgreSQL: stops, has crashed, starts, or only reads because another server took over. */
const AWAY_STATES = ['57P01', '57P02', '57P03', '25006', '08000', '08003', '08006', '08001', '08004'];
const DISK_FULL_STATE = '53100';
/** The network: refused, reset, or nobody known by that name. */
const AWAY_ERRNO = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN'];

const BY_CODE: ReadonlyMap<string, Unavailability> = new Map([
  ...[...BUSY_CODES, ...BUSY_STATES].map((code) => [code, 'busy'] as const),
  ...[...AWAY_CODES, ...AWAY_STATES, ...AWAY_ERRNO].map((code) => [code, 'away'] as const),
  [DISK_FULL_STATE, 'disk_full'],
]);

/** What the driver throws has no code of its own. */
const BUSY_TEXT = /^timeout exceeded when trying to connect$/;
const AWAY_TEXT =
  /^(?:Connection terminated\b|Client has encountered a connection error|The database was silent for too long)/;
/** Raw statements fail with one code, and say inside what it was. */
const INSIDE = /"originalCode":"(\w{5})"|"kind":"(DatabaseNotReachable|ConnectionClosed)"/;

/** The same whether Prisma or the driver throws it; null for any other error. What was asked may come again a moment later. */
export function unavailabilityOf(error: unknown): Unavailability | null {
  if (!(error instanceof Error)) return null;
  if (error.name === CONNECTION_ERROR) return unavailabilityOf(error.cause);
  if (error.name === BUSY_ERROR || BUSY_TEXT.test(error.message)) return 'busy';
  if (AWAY_TEXT.test(error.message)) return 'away';
  const [, state, kind] = INSIDE.exec('meta' in error ? JSON.stringify(error.meta ?? {}) : '') ?? [];
  if (kind !== undefined) return 'away';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return BY_CODE.get(state ?? '') ?? BY_CODE.get(code) ?? null;
}
