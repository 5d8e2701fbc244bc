import type { z } from 'zod';
import { doScopesGrant, type ApiScope } from '@/lib/domain/people/api-key';
import { AppError, type MessageRef } from '@/lib/domain/base/app-error';
import type { HistoryEntity } from '@/lib/domain/base/history';
import { readPermissions, type Permission, type StoredRole } from '@/lib/domain/base/permissions';
import { issueMessages, MOST_FIELD_ERRORS, unstorablePaths } from '@/lib/domain/base/validation';
import type { Provider } from '@/lib/integrations/crm/contract/provider';
import type { IdentityProvider, IdentityProviderId } from '@/lib/integrations/identity/contract';
import type { Sealer } from '@/lib/platform/crypto';
import {
  isForeignKeyViolation,
  isRowGone,
  isWriteConflict,
  uniqueViolation,
  type Db,
  type ReadDb,
  type Tx,
} from '@/lib/platform/db';
import { recordHistory as writeHistory, type HistoryActor, type HistoryRecord } from '@/lib/platform/history';
import type { Configuration } from '@/lib/platform/configuration';
import type { Logger } from '@/lib/platform/logger';
import type { PreparedQuery, Statements } from '@/lib/platform/prepared';
import type { RateLimiter } from '@/lib/platform/rate-limit';
import type { Turns } from '@/lib/platform/turns';
import { expectChecks, permissionOf, requireChecks, type VerbPolicy } from './verb-policy';

/** Who is acting. A `user` was read from the database for this request, never from a token. */
export type Actor =
  | {
      kind: 'user';
      userId: string;
      sessionId: string;
      name: string;
      email: string;
      isAdministrator: boolean;
      permissions: ReadonlySet<Permission>;
      language: 'en' | 'fr';
      timeZone: string | null;
      activeProfileId: string | null;
      /** When this person last proved who they are; sensitive changes require a recent sign-in. */
      signedInAt: Date;
    }
  | { kind: 'api-key'; apiKeyId: string; name: string; scopes: readonly string[] }
  | { kind: 'system'; name: string }
  | { kind: 'anonymous' };

export type UserActor = Extract<Actor, { kind: 'user' }>;

/** One line for whoever shows that they belong here, which strangers can't fill. */
export interface PasswordTurns {
  strangers: Turns;
  known: Turns;
}

interface CtxParts {
  actor: Actor;
  db: Db;
  statements: Statements;
  configuration: Configuration;
  now: () => Date;
  config: {
    /** Origin without a trailing slash; every URL we hand out starts with it. */
    publicUrl: string;
    hubspotMode: 'sandbox' | 'live';
    /** Origin of HubSpot's own pages; in sandbox mode the sandbox. */
    hubspotAppUrl: string;
    defaultCountry: string;
  };
  sealer: Sealer;
  provider: (id: string) => Provider;
  identityProvider: (id: IdentityProviderId) => IdentityProvider;
  limits: RateLimiter;
  /** In which passwords are hashed. */
  passwordTurns: PasswordTurns;
  log: Logger;
  requestId: string;
  client: { ip: string | null; userAgent: string | null };
}

/** Makes a context what no object literal or spread is: only this file can read or set the private field. */
class Writable {
  readonly #db: Db;
  readonly #statements: Statements;

  constructor({ db, statements }: Pick<CtxParts, 'db' | 'statements'>) {
    this.#db = db;
    this.#statements = statements;
  }

  static dbOf(ctx: Writable): Db {
    return ctx.#db;
  }

  static statementsOf(ctx: Writable): Statements {
    return ctx.#statements;
  }
}

/** Everything a verb may lean on. Its `db` only reads; changes go through `write`, or through `unrecorded` with a reason. */
export type Ctx = Writable & Omit<CtxParts, 'db' | 'statements'> & { db: ReadDb };

/** Why rows change without `write`, and so without its check of the actor and without history. */
type UnrecordedReason =
  /** State that the product keeps for itself: leases, attempts, what was last read, rows that expire. */
  | 'bookkeeping'
  /** Nobody is signed in yet: the attempt, its flow and the session are their own record. */
  | 'before sign-in';

/** The database for changes that `write` is not made for. */
export function unrecorded(ctx: Ctx, _reason: UnrecordedReason): Db {
  return Writable.dbOf(ctx);
}

/**
 * The prepared statements, for verbs that `write` would be too slow for: what they store is its own record, and they check the
 * actor themselves in what they read. Only few rooms may prepare any.
 */
export function statementsOf(ctx: Ctx, _policy: VerbPolicy): Statements {
  return Writable.statementsOf(ctx);
}

/** What a prepared query finds. `input` is its only parameter, as JSON. */
export function runQuery<Row>(ctx: Ctx, query: PreparedQuery<Row>, input: unknown): Promise<Row[]> {
  return Writable.statementsOf(ctx).run(query, input);
}

/** The only maker of a context, for the composition root and for tests. */
export function makeCtx({ statements, ...parts }: CtxParts): Ctx {
  return Object.assign(new Writable({ db: parts.db, statements }), parts);
}

/** The same request or job with other parts: another actor, say. */
export function deriveCtx<Changes extends Partial<CtxParts>>(ctx: Ctx, changes: Changes): Ctx & Changes {
  const { db = Writable.dbOf(ctx), statements = Writable.statementsOf(ctx) } = changes;
  return Object.assign(new Writable({ db, statements }), ctx, changes);
}

/**
 * Throws UNAUTHENTICATED or FORBIDDEN unless the actor has the permission. With a verb's policy it also demands the recent
 * sign-in that the policy asks for, before anything is parsed or fetched.
 */
export function authorise(ctx: Ctx, needed: Permission | VerbPolicy): void {
  if (typeof needed === 'string') return requirePermission(ctx, needed);
  const permission = permissionOf(needed);
  if (permission !== null) requirePermission(ctx, permission);
  else if (needed.access === 'signed in') requireUser(ctx);
  if (needed.freshSignIn === 'always') requireFreshSignIn(ctx);
}

function requirePermission(ctx: Ctx, permission: Permission): void {
  if (isAuthorised(ctx, permission)) return;
  if (ctx.actor.kind === 'anonymous') throw new AppError('UNAUTHENTICATED');
  throw new AppError('FORBIDDEN', { params: { permission } });
}

/** Whether `authorise` would let the actor pass: for an answer that says more to those who may see more. */
export function isAuthorised({ actor }: Pick<Ctx, 'actor'>, permission: Permission): boolean {
  if (actor.kind === 'user') return actor.isAdministrator || actor.permissions.has(permission);
  if (actor.kind === 'api-key') return doScopesGrant(actor.scopes, permission);
  return actor.kind === 'system';
}

export function requireUser(ctx: Ctx): UserActor {
  if (ctx.actor.kind === 'user') return ctx.actor;
  throw new AppError('UNAUTHENTICATED');
}

/** How long a sign-in counts as recent. */
export const FRESH_MS = 5 * 60_000;

export function isRecentSignIn(now: Date, signedInAt: Date): boolean {
  return now.getTime() - signedInAt.getTime() <= FRESH_MS;
}

/** For changes to how somebody signs in: an unattended browser must not be enough. */
export function requireFreshSignIn(ctx: Ctx): void {
  if (ctx.actor.kind === 'system') return;
  if (!isRecentSignIn(ctx.now(), requireUser(ctx).signedInAt))
    throw new AppError('FORBIDDEN', { key: 'sign_in_again', details: { signInAgain: true } });
}

export function requireAdministrator(ctx: Ctx): UserActor {
  const actor = requireUser(ctx);
  if (!actor.isAdministrator) throw new AppError('FORBIDDEN', { key: 'administrators_only' });
  return actor;
}

export function requireApiScope(ctx: Ctx, scope: ApiScope): Extract<Actor, { kind: 'api-key' }> {
  if (ctx.actor.kind !== 'api-key') throw new AppError('UNAUTHENTICATED', { key: 'api_key_missing' });
  if (!ctx.actor.scopes.includes(scope)) throw new AppError('FORBIDDEN', { key: 'api_key_scope', params: { scope } });
  return ctx.actor;
}

/** Parses input, or throws INVALID_INPUT with a message for each of the first invalid fields. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const unstorable = unstorablePaths(input);
  if (unstorable.length > 0)
    throw new AppError('INVALID_INPUT', {
      fields: Object.fromEntries(unstorable.map((path): [string, MessageRef] => [path, { key: 'wrong_characters' }])),
    });
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  const fields: Record<string, MessageRef> = {};
  for (const issue of result.error.issues) {
    if (Object.keys(fields).length >= MOST_FIELD_ERRORS) break;
    for (const [path, ref] of issueMessages(issue)) fields[path] ??= ref;
  }
  throw new AppError('INVALID_INPUT', { fields });
}

/** Why a transaction may commit without a history entry. */
type NoHistoryReason =
  | 'nothing changed'
  | 'the row is its own record'
  | 'a link to the set-up page changes nothing yet';

/** What a verb's transaction answers. It exists only where history was recorded, or where the code says why not. */
class Recorded<T> {
  /** The transaction that holds the entry, or why there is none. */
  readonly #how: Tx | NoHistoryReason;
  readonly value: T;

  constructor(how: Tx | NoHistoryReason, value: T) {
    this.#how = how;
    this.value = value;
  }

  with<U>(value: U): Recorded<U> {
    return new Recorded(this.#how, value);
  }

  static isUnchanged(recorded: Recorded<unknown>): boolean {
    return recorded.#how === 'nothing changed';
  }

  /** The value, for the transaction it belongs to; throws for another one's. */
  static valueFor<T>(tx: Tx, recorded: Recorded<T>): T {
    if (typeof recorded.#how !== 'string' && recorded.#how !== tx)
      throw new Error('History was recorded in another transaction');
    return recorded.value;
  }
}
export type { Recorded };

/** Lets a transaction commit without a history entry. */
export function withoutHistory(reason: NoHistoryReason): Recorded<void>;
export function withoutHistory<T>(reason: NoHistoryReason, value: T): Recorded<T>;
export function withoutHistory<T>(reason: NoHistoryReason, value?: T): Recorded<T | undefined> {
  return new Recorded(reason, value);
}

declare const isWrite: unique symbol;
/** The transaction of a `write`, the only kind that takes history entries. */
export type WriteTx = Tx & { readonly [isWrite]: true };

/**
 * Runs a verb's transaction. `work` must answer what `recordHistory` or `withoutHistory` gave it, and must have made the
 * checks that the policy declares. Checks the actor's permission again inside it, so that a permission revoked since the
 * request began counts. Retries deadlocks and references to deleted rows; unique violations and rows changed or deleted by
 * others become CONFLICT, or for an API key UNAVAILABLE.
 */
export async function write<T>(ctx: Ctx, policy: VerbPolicy, work: (tx: WriteTx) => Promise<Recorded<T>>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const made: HistoryRecord[] = [];
      const result = await Writable.dbOf(ctx).$transaction(async (tx) => {
        if (policy.access !== 'whatever the actor may do now') {
          if (ctx.actor.kind === 'user') await recheck(tx, ctx.actor, permissionOf(policy));
          if (ctx.actor.kind === 'api-key') await recheckKey(tx, ctx.actor.apiKeyId);
          if (policy.freshSignIn === 'always') requireFreshSignIn(ctx);
        }
        expectChecks(tx, policy);
        const recorded = await work(asWriteTx(tx, made));
        if (!Recorded.isUnchanged(recorded)) requireChecks(tx);
        return Recorded.valueFor(tx, recorded);
      });
      for (const { action, entity, entityId } of made) ctx.log.info({ action, entity, entityId }, 'changed');
      return result;
    } catch (error) {
      // After a foreign key violation the verb's own checks see what was added or deleted, and say so.
      if ((isWriteConflict(error) || isForeignKeyViolation(error)) && attempt < 3) continue;
      // A machine can't look at what others changed: it sends the same again.
      if (ctx.actor.kind === 'api-key' && isConflict(error)) throw tooBusy(error);
      const columns = uniqueViolation(error);
      if (columns) throw takenError(columns, error);
      // Still conflicting after three attempts: the user reloads and sees the others' changes.
      if (isRowGone(error) || isWriteConflict(error))
        throw new AppError('CONFLICT', { key: 'changed_meanwhile', cause: error });
      if (isForeignKeyViolation(error)) throw new AppError('CONFLICT', { cause: error });
      throw error;
    }
  }
}

function isConflict(error: unknown): boolean {
  return isWriteConflict(error) || isRowGone(error) || isForeignKeyViolation(error) || uniqueViolation(error) !== null;
}

/** Nothing was written, and the same request may succeed a moment later. */
export function tooBusy(cause: unknown): AppError {
  return new AppError('UNAVAILABLE', { retryAfterSeconds: 2, cause });
}

async function recheck(tx: Tx, actor: UserActor, permission: Permission | null): Promise<void> {
  const rows = await tx.$queryRaw<({ isAdministrator: boolean } & StoredRole)[]>`
    SELECT u."isAdministrator", r."builtIn", r."permissions"
    FROM "Session" s JOIN "User" u ON u."id" = s."userId" JOIN "Role" r ON r."id" = u."roleId"
    WHERE s."id" = ${actor.sessionId}::uuid AND s."revokedAt" IS NULL AND u."status" = 'active'
    FOR SHARE OF s, u`;
  const row = rows[0];
  if (!row) throw new AppError('UNAUTHENTICATED', { key: 'session_ended' });
  if (permission && !row.isAdministrator && !readPermissions(row).has(permission)) {
    throw new AppError('FORBIDDEN', { params: { permission } });
  }
}

async function recheckKey(tx: Tx, id: string): Promise<void> {
  if ((await tx.apiKey.count({ where: { id, revokedAt: null } })) === 0)
    throw new AppError('UNAUTHENTICATED', { key: 'api_key_revoked' });
}

/** A transaction's history entries so far, logged once it has committed. */
const records = new WeakMap<Tx, HistoryRecord[]>();

/** Only called by `write`, which commits nothing without an entry or a stated reason. */
function asWriteTx(tx: Tx, made: HistoryRecord[]): WriteTx {
  records.set(tx, made);
  return tx as WriteTx;
}

/** A unique value is taken: reported at its field. */
function takenError(columns: string[], cause: unknown): AppError {
  const column = columns.find((name) => !name.endsWith('Id')) ?? columns[0];
  // A column that stores a comparison key (`nameKey`) stands for its field (`name`).
  const field = column?.replace(/(?<=.)Key$/, '');
  return new AppError('CONFLICT', { key: 'taken', cause, ...(field ? { fields: { [field]: { key: 'taken' } } } : {}) });
}

/** Writes a change's history entry, in the same transaction, and answers what lets `write` commit it. */
export async function recordHistory(ctx: Ctx, tx: WriteTx, record: HistoryRecord): Promise<Recorded<void>> {
  records.get(tx)?.push(record);
  await writeHistory(tx, { actor: historyActor(ctx.actor), requestId: ctx.requestId, now: ctx.now() }, record);
  return new Recorded<void>(tx, undefined);
}

function historyActor(actor: Actor): HistoryActor {
  switch (actor.kind) {
    case 'user':
      return { kind: 'user', id: actor.userId, name: actor.name };
    case 'api-key':
      return { kind: 'api-key', id: actor.apiKeyId, name: actor.name };
    case 'system':
      return { kind: 'system', id: null, name: actor.name };
    case 'anonymous':
      return { kind: 'anonymous', id: null, name: '' };
  }
}

/** Refuses to overwrite somebody else's change, and says whose it is and when they made it. */
export async function checkVersion(
  tx: Tx,
  entityType: HistoryEntity,
  found: { id: string; version: number },
  expected: number,
): Promise<void> {
  if (found.version === expected) return;
  const latest = await tx.historyEntry.findFirst({
    where: { entityType, entityId: found.id, actorKind: 'user' },
    orderBy: { at: 'desc' },
    select: { actorName: true, at: true },
  });
  const changed = latest && { by: latest.actorName, at: latest.at };
  throw new AppError('CONFLICT', { key: 'changed_meanwhile', details: { version: found.version, changed } });
}

export function found<T>(row: T | null | undefined): T {
  if (row === null || row === undefined) throw new AppError('NOT_FOUND');
  return row;
}
