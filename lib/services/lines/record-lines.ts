import { lineKey, MOST_RECORDED, proposedName, type LineKind } from '@/lib/domain/interaction/line';
import type { Tx } from '@/lib/platform/db';
import type { Ctx } from '../context';
import { findLine } from './find-lines';

/**
 * The lines that an interaction names, recorded if they are new. Nothing is written for those known already, so that calls
 * of one queue don't wait for each other.
 */
export async function recordLines(
  ctx: Ctx,
  tx: Tx,
  { ourNumber, queue }: { ourNumber: string | null; queue: string | null },
): Promise<{ lineId: string | null; queueLineId: string | null }> {
  return {
    lineId: ourNumber === null ? null : await recordLine(ctx, tx, 'number', ourNumber),
    queueLineId: queue === null ? null : await recordLine(ctx, tx, 'queue', queue),
  };
}

/** Null: it can't be read, or there are too many lines to record one more. */
async function recordLine(ctx: Ctx, tx: Tx, kind: LineKind, value: string): Promise<string | null> {
  const { defaultCountry } = ctx.config;
  const valueKey = lineKey(kind, value, defaultCountry);
  if (valueKey === null) return null;
  const known = await findLine(tx, { kind, valueKey });
  if (known !== null) return known;
  if ((await tx.line.count()) >= MOST_RECORDED) return null;
  const name = proposedName(kind, value, defaultCountry);
  // Another event may record it at the same moment.
  await tx.line.createMany({ data: [{ name, kind, value, valueKey }], skipDuplicates: true });
  return findLine(tx, { kind, valueKey });
}
