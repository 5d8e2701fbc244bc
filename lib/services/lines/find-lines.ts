import { lineKey, type LineKind } from '@/lib/domain/interaction/line';
import type { ReadDb } from '@/lib/platform/db';
import type { Ctx } from '../context';

/** The lines that an interaction names, of those known already. */
export async function findLines(
  ctx: Pick<Ctx, 'config' | 'db'>,
  { ourNumber, queue }: { ourNumber: string | null; queue: string | null },
): Promise<{ lineId: string | null; queueLineId: string | null }> {
  const find = async (kind: LineKind, value: string | null) => {
    const valueKey = value === null ? null : lineKey(kind, value, ctx.config.defaultCountry);
    return valueKey === null ? null : findLine(ctx.db, { kind, valueKey });
  };
  return { lineId: await find('number', ourNumber), queueLineId: await find('queue', queue) };
}

export async function findLine(
  db: Pick<ReadDb, 'line'>,
  { kind, valueKey }: { kind: LineKind; valueKey: string },
): Promise<string | null> {
  const line = await db.line.findUnique({ where: { valueKey_kind: { valueKey, kind } }, select: { id: true } });
  return line?.id ?? null;
}
