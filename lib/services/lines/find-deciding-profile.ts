import type { Tx } from '@/lib/platform/db';
import { loadLineDefault } from './internal';

/**
 * The profile that decides where no agent does: that of the number, or else of the queue, or else the default. The number
 * comes first because every source reports it with the first event and no transfer changes it.
 */
export async function findDecidingProfile(
  tx: Tx,
  { lineId, queueLineId }: { lineId: string | null; queueLineId: string | null },
): Promise<string | null> {
  const ids = [lineId, queueLineId].filter((id) => id !== null);
  const lines =
    ids.length === 0
      ? []
      : await tx.line.findMany({ where: { id: { in: ids } }, select: { id: true, profileId: true } });
  const profileOf = (lineOf: string | null) => lines.find(({ id }) => id === lineOf)?.profileId ?? null;
  return profileOf(lineId) ?? profileOf(queueLineId) ?? (await loadLineDefault(tx)).profile?.id ?? null;
}
