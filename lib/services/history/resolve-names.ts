import { NAMED_ENTITIES } from '@/lib/domain/base/modules';
import type { Ctx } from '../context';
import { namedTable } from '../named-table';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

type Snapshots = { before: unknown; after: unknown };

/** Adds the current names for the IDs in each entry's snapshots. */
export async function resolveNames<T extends Snapshots>(
  ctx: Ctx,
  items: readonly T[],
): Promise<(T & { names: Record<string, string> })[]> {
  const idsOf = items.map(({ before, after }) => new Set([...idsIn(before), ...idsIn(after)]));
  const names = await readNames(ctx, [...new Set(idsOf.flatMap((ids) => [...ids]))]);
  return items.map((item, index) => ({
    ...item,
    names: Object.fromEntries([...names].filter(([id]) => idsOf[index]?.has(id))),
  }));
}

function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return UUID.test(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(idsIn) : [];
}

/** Every table a snapshot can refer to. An ID exists in only one of them, so the table needn't be stored. */
async function readNames({ db }: Ctx, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const found = await Promise.all(
    NAMED_ENTITIES.map((entity) =>
      namedTable(db, entity).findMany({ where: { id: { in: ids } }, select: { id: true, name: true } }),
    ),
  );
  return new Map(found.flat().map(({ id, name }) => [id, name]));
}
