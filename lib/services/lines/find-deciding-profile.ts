import type { ReadDb } from '@/lib/platform/db';
import { loadLineDefault } from './internal';

/**
 * The profile that decides where no agent does: that of the number, or else of the queue, or else the default. The number
 * comes first because every source reports it with the first event and no transfer changes it.
 */
export async function findDecidingProfile(
  db: Pick<ReadDb, 'line' | 'setting' | 'profile'>,
  { lineId, queueLineId }: { lineId: string | null; queueLineId: string | null },
): Promise<string | null> {
  const ids = [lineId, queueLineId].filter((id) => id !== null);
  const lines =
    ids.length === 0
      ? []
      : await db.line.findMany({ where: { id: { in: ids } }, select: { id: true, profileId: true } });
  const profileOf = (lineOf: string | null) => lines.find(({ id }) => id === lineOf)?.profileId ?? null;
  return profileOf(lineId) ?? profileOf(queueLineId) ?? (await loadLineDefault(db)).profile?.id ?? null;
}
