import { createHash } from 'node:crypto';
import type { HistoryProblem, HistoryProblemKind } from '@/lib/domain/answers/history-check';
import { isSameSecret } from '@/lib/platform/crypto';
import { Prisma } from '@/prisma/generated/client';
import type { Ctx } from '../context';

/** An entry's place in the chain, and what the chain amounts to there. */
export interface Link {
  position: number;
  hash: string;
}

export interface Walk {
  /** The first entry that was found; null: there is none. */
  first: number | null;
  count: number;
  /** The last one that fits. */
  head: Link | null;
  checkpoints: number;
  problem: HistoryProblem | null;
}

/** All of a context that it takes. */
type Reader = Pick<Ctx, 'db' | 'sealer'>;

/** Entries read at a time. */
const BATCH = 500;

interface Row {
  position: bigint;
  hash: string | null;
  content: string;
  id: string;
  at: Date;
  entityName: string;
}

/** As the migration `history_chain` hashes it; written out, because the owner of the database can replace its function. */
const CONTENT = Prisma.sql`
  jsonb_build_array(
    "position", to_char("at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), "id",
    "action", "entityType", "entityId", "entityName",
    "actorKind", "actorId", "actorName", "before", "after", "requestId"
  )::text`;

/**
 * Follows the chain from behind `after` to its end, and stops at the first entry that doesn't fit. Each checkpoint on the way,
 * and what somebody noted, must agree.
 */
export async function walkChain(ctx: Reader, options: { after: Link | null; noted: Link | null }): Promise<Walk> {
  const { after, noted } = options;
  const walk: Walk = { first: null, count: 0, head: after, checkpoints: 0, problem: null };
  for (;;) {
    const last = walk.head?.position ?? 0;
    // The checkpoints first: whatever they are of is there when the entries are read.
    const marks = await readMarks(ctx, last, noted);
    const rows = await readRows(ctx, last);
    for (const row of rows) {
      const kind = fit(walk, row, marks);
      if (kind !== null) return { ...walk, problem: problemAt(kind, row) };
    }
    if (rows.length === BATCH) continue;
    const [missing] = marks.keys();
    const problem = missing === undefined ? await findUnchained(ctx) : problemAt('cut', { position: missing });
    return { ...walk, problem };
  }
}

/** Adds the entry to the walk, or says why it doesn't fit. Takes the marks that it passes. */
function fit(walk: Walk, row: Row, marks: Map<number, Mark[]>): HistoryProblemKind | null {
  const position = Number(row.position);
  const isFirst = walk.first === null && walk.head === null;
  const before = isFirst && position > 1 ? marks.get(position - 1)?.find(isOpen)?.hash : (walk.head?.hash ?? '');
  if (!isFirst && position !== (walk.head?.position ?? 0) + 1) return 'missing';
  // Without what stood before it, the first one that is left can't be told from another.
  const hash = before === undefined ? row.hash : hashOf(before, row.content);
  if (hash === null || row.hash === null || !isSameSecret(hash, row.hash)) return 'changed';
  for (const mark of marks.get(position) ?? []) {
    if (!isOpen(mark)) return 'seal';
    if (!isSameSecret(mark.hash, hash)) return mark.isNoted ? 'noted' : 'rewritten';
    if (!mark.isNoted) walk.checkpoints += 1;
  }
  for (const passed of [...marks.keys()].filter((place) => place <= position)) marks.delete(passed);
  walk.first ??= position;
  walk.count += 1;
  walk.head = { position, hash };
  return null;
}

function hashOf(before: string, content: string): string {
  return createHash('sha256').update(`${before}\n${content}`, 'utf8').digest('hex');
}

function readRows(ctx: Reader, after: number): Promise<Row[]> {
  return ctx.db.$queryRaw<Row[]>`
    SELECT "position", "hash", ${CONTENT} AS "content", "id", "at", "entityName"
    FROM "HistoryEntry" WHERE "position" > ${after} ORDER BY "position" LIMIT ${BATCH}`;
}

/** What the chain must amount to at a place. */
interface Mark {
  /** null: a checkpoint that no key of ours opens. */
  hash: string | null;
  isNoted: boolean;
}
function isOpen(mark: Mark): mark is Mark & { hash: string } {
  return mark.hash !== null;
}

/** By position, in order; as many as can lie in one batch of entries. */
async function readMarks(ctx: Reader, after: number, noted: Link | null): Promise<Map<number, Mark[]>> {
  const rows = await ctx.db.historyCheckpoint.findMany({
    where: { position: { gt: after } },
    orderBy: { position: 'asc' },
    take: BATCH,
  });
  const marks = new Map<number, Mark[]>();
  for (const row of rows) marks.set(Number(row.position), [{ hash: openCheckpoint(ctx, row), isNoted: false }]);
  if (noted && noted.position > after)
    marks.set(noted.position, [...(marks.get(noted.position) ?? []), { hash: noted.hash, isNoted: true }]);
  return marks;
}

const placeOf = (position: bigint | number) => ({
  table: 'HistoryCheckpoint',
  row: String(position),
  column: 'sealed',
});

export function sealCheckpoint(ctx: Reader, { position, hash }: Link): string {
  return ctx.sealer.seal(hash, placeOf(position));
}

export function openCheckpoint(ctx: Reader, row: { position: bigint; sealed: string }): string | null {
  try {
    return ctx.sealer.open(row.sealed, placeOf(row.position));
  } catch {
    return null;
  }
}

/** An entry that never got a place: it was added while the chain was switched off. */
async function findUnchained(ctx: Reader): Promise<HistoryProblem | null> {
  const row = await ctx.db.historyEntry.findFirst({
    where: { position: null },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    select: { id: true, at: true, entityName: true },
  });
  return row && { kind: 'unchained', position: null, entry: { ...row, at: row.at.toISOString() } };
}

function problemAt(kind: HistoryProblemKind, row: Row | { position: number }): HistoryProblem {
  return {
    kind,
    position: Number(row.position),
    entry: 'id' in row ? { id: row.id, at: row.at.toISOString(), entityName: row.entityName } : null,
  };
}
