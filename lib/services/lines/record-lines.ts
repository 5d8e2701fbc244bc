import { lineKey, MOST_RECORDED, proposedName, type LineKind } from '@/lib/domain/interaction/line';
import type { ConfigurationReader } from '@/lib/platform/configuration';
import { unrecorded, type Ctx } from '../context';
import { findLine } from './find-lines';

/** The lines that an interaction names, recorded if they are new. */
export async function recordLines(
  ctx: Ctx,
  configuration: ConfigurationReader,
  { ourNumber, queue }: { ourNumber: string | null; queue: string | null },
): Promise<{ lineId: string | null; queueLineId: string | null }> {
  const record = (kind: LineKind, value: string | null) =>
    value === null ? null : recordLine(ctx, configuration, { kind, value });
  return { lineId: await record('number', ourNumber), queueLineId: await record('queue', queue) };
}

/** Null: it can't be read, or there are too many lines to record one more. */
async function recordLine(
  ctx: Ctx,
  configuration: ConfigurationReader,
  { kind, value }: { kind: LineKind; value: string },
): Promise<string | null> {
  const { defaultCountry } = ctx.config;
  const valueKey = lineKey(kind, value, defaultCountry);
  if (valueKey === null) return null;
  const find = () => findLine(ctx.db, { kind, valueKey });
  const known = await configuration.read(`line ${kind} ${valueKey}`, find);
  if (known !== null) return known;
  const { line } = unrecorded(ctx, 'bookkeeping');
  if ((await line.count()) >= MOST_RECORDED) return null;
  const name = proposedName(kind, value, defaultCountry);
  // Another event may record it at the same moment.
  await line.createMany({ data: [{ name, kind, value, valueKey }], skipDuplicates: true });
  return find();
}
