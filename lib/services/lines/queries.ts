import type { LineFilter, LINE_SORTS } from '@/lib/domain/interaction/line';
import { PAGE_SIZE } from '@/lib/domain/base/limits';
import { BY_NAME } from '@/lib/domain/base/sort';
import type { ReadDb } from '@/lib/platform/db';
import type { Prisma } from '@/prisma/generated/client';
import { containing, type Orders } from '../listing';
import { authorise, found, type Ctx } from '../context';
import { havingTags, TAGS } from '../tagging';
import { loadLineDefault } from './internal';

const ORDERS: Orders<typeof LINE_SORTS, Prisma.LineOrderByWithRelationInput> = {
  name: (direction) => ({ name: direction }),
  changed: (direction) => ({ updatedAt: direction }),
};

const PROFILE = { select: { id: true, name: true } } as const;

export async function listLines(ctx: Ctx, filter: LineFilter = {}) {
  authorise(ctx, 'lines.access');
  const search = filter.search?.trim();
  const { by, direction } = filter.sort ?? BY_NAME;
  const where = {
    ...(search ? { OR: [{ name: containing(search) }, { value: containing(search) }] } : {}),
    ...(filter.kind ? { kind: filter.kind } : {}),
    ...havingTags(filter.tagIds),
  } satisfies Prisma.LineWhereInput;
  const [rows, matching, total] = await Promise.all([
    ctx.db.line.findMany({
      where,
      orderBy: [ORDERS[by](direction), { name: 'asc' }, { id: 'asc' }],
      skip: ((filter.page ?? 1) - 1) * PAGE_SIZE,
      take: PAGE_SIZE,
      include: { tags: TAGS, profile: PROFILE },
    }),
    ctx.db.line.count({ where }),
    ctx.db.line.count(),
  ]);
  const use = await readUse(ctx, rows);
  const items = rows.map(({ id, name, kind, value, profile, version, updatedAt, tags }) => ({
    id,
    name,
    kind,
    value,
    profile,
    version,
    updatedAt,
    tags,
    ...usageOf(use, id),
  }));
  return { items, matching, total };
}

export async function readLine(ctx: Ctx, { id }: { id: string }) {
  authorise(ctx, 'lines.access');
  const { name, kind, value, profile, version, updatedAt } = found(
    await ctx.db.line.findUnique({ where: { id }, include: { profile: PROFILE } }),
  );
  const use = usageOf(await readUse(ctx, [{ id }]), id);
  return { id, name, kind, value, profile, version, updatedAt, ...use };
}

/** The profile that decides for all other lines, and the version to change it with. */
export async function readLineDefault(ctx: Ctx) {
  authorise(ctx, 'lines.access');
  return loadLineDefault(ctx.db);
}

/** Profiles to choose from, also for somebody without access to the profiles. */
export async function listLineProfiles(ctx: Ctx) {
  authorise(ctx, 'lines.access');
  return ctx.db.profile.findMany({ select: { id: true, name: true }, orderBy: { name: 'asc' } });
}

const RECENT_MS = 30 * 24 * 60 * 60_000;

interface Use {
  id: string;
  lastSeenAt: Date | null;
  interactions: number;
}

/** Counts what the index holds of the last 30 days: the whole ledger grows for years. */
async function readUse(
  { db, now }: { db: Pick<ReadDb, '$queryRaw'>; now: () => Date },
  lines: readonly { id: string }[],
) {
  if (lines.length === 0) return new Map<string, Use>();
  const since = new Date(now().getTime() - RECENT_MS);
  const ids = lines.map(({ id }) => id);
  const rows = await db.$queryRaw<Use[]>`
    SELECT l."id",
      greatest(
        (SELECT max(i."createdAt") FROM "Interaction" i WHERE i."lineId" = l."id"),
        (SELECT max(i."createdAt") FROM "Interaction" i WHERE i."queueLineId" = l."id")
      ) AS "lastSeenAt",
      ((SELECT count(*) FROM "Interaction" i WHERE i."lineId" = l."id" AND i."createdAt" > ${since})
        + (SELECT count(*) FROM "Interaction" i WHERE i."queueLineId" = l."id" AND i."createdAt" > ${since}))::int AS "interactions"
    FROM "Line" l WHERE l."id" = ANY(${ids}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

function usageOf(use: ReadonlyMap<string, Use>, id: string): Omit<Use, 'id'> {
  const { lastSeenAt = null, interactions = 0 } = use.get(id) ?? {};
  return { lastSeenAt, interactions };
}
