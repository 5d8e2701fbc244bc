import { AppError } from '@/lib/domain/base/app-error';
import { PAGE_SIZE } from '@/lib/domain/base/limits';
import type { Prisma } from '@/prisma/generated/client';
import { authorise, type Ctx } from '../context';
import { readEntry } from './read-entry';
import { resolveNames } from './resolve-names';
import type { EntityKey } from '@/lib/domain/base/modules';

export interface HistoryFilter {
  entityType?: EntityKey;
  entityId?: string;
  actorId?: string;
  /** From this instant, inclusive. */
  from?: Date;
  /** Until this instant, exclusive. */
  to?: Date;
  /** The cursor at the end of the previous page. */
  cursor?: string;
}

/** Who changed what, newest first. Cursor-based, so that new entries don't shift the pages. */
export async function listHistory(ctx: Ctx, filter: HistoryFilter) {
  authorise(ctx, 'history.access');
  const { entityType, entityId, actorId, from, to, cursor } = filter;
  const where: Prisma.HistoryEntryWhereInput = {
    ...(entityType === undefined ? {} : { entityType }),
    ...(entityId === undefined ? {} : { entityId }),
    ...(actorId === undefined ? {} : { actorId }),
    at: { ...(from ? { gte: from } : {}), ...(to ? { lt: to } : {}) },
    ...(cursor === undefined ? {} : { OR: beyond(cursor) }),
  };
  const rows = await ctx.db.historyEntry.findMany({
    where,
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: PAGE_SIZE + 1,
  });
  const last = rows.length > PAGE_SIZE ? rows[PAGE_SIZE - 1] : undefined;
  return {
    items: await resolveNames(
      ctx,
      rows.slice(0, PAGE_SIZE).flatMap((row) => readEntry(row) ?? []),
    ),
    nextCursor: last ? `${last.at.toISOString()}_${last.id}` : null,
  };
}

/** Users and API keys that appear in the history, by their latest name, for the filter. */
export async function listHistoryActors(ctx: Ctx): Promise<{ id: string; name: string }[]> {
  authorise(ctx, 'history.access');
  const rows = await ctx.db.historyEntry.findMany({
    where: { actorId: { not: null } },
    distinct: ['actorId'],
    orderBy: [{ actorId: 'asc' }, { at: 'desc' }],
    select: { actorId: true, actorName: true },
    take: 500,
  });
  return rows
    .flatMap(({ actorId, actorName }) => (actorId === null ? [] : { id: actorId, name: actorName }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Whether a text from the URL is a valid history cursor, including its date. */
export function isCursor(text: string): boolean {
  const [, at] = CURSOR.exec(text) ?? [];
  return at !== undefined && !Number.isNaN(Date.parse(at));
}

const CURSOR =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

function beyond(cursor: string): Prisma.HistoryEntryWhereInput[] {
  const [, at, id] = (isCursor(cursor) && CURSOR.exec(cursor)) || [];
  if (at === undefined || id === undefined)
    throw new AppError('INVALID_INPUT', { fields: { cursor: { key: 'wrong_format' } } });
  return [{ at: { lt: new Date(at) } }, { at: new Date(at), id: { lt: id } }];
}
