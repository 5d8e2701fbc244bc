import { z } from 'zod';
import { ledgerStateOf } from '@/lib/domain/interaction/ledger';
import { isClosed } from '@/lib/domain/interaction/state';
import type { Tx } from '@/lib/platform/db';

/**
 * Locks an interaction, before its assignments: what settles in two CRMs at once would otherwise each be computed without
 * the other.
 */
export async function lockInteraction(tx: Tx, id: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Interaction" WHERE "id" = ${id}::uuid FOR UPDATE`;
}

/** Computes the ledger's column anew, in the transaction that changed what it follows from and that holds the lock. */
export async function refreshLedger(tx: Tx, id: string): Promise<void> {
  const row = await tx.interaction.findUnique({
    where: { id },
    select: {
      state: true,
      ledger: true,
      attachedCard: true,
      exclusion: true,
      assignments: { select: { state: true, reason: true } },
    },
  });
  if (row === null) return;
  const ledger = ledgerStateOf({
    isOver: isClosed({ status: row.state }),
    isExcluded: row.exclusion !== null,
    hasCard: row.attachedCard !== null,
    assignments: row.assignments.map(({ state, reason }) => ({ state, reasonKey: keyOf(reason) })),
  });
  if (ledger !== row.ledger) await tx.interaction.update({ where: { id }, data: { ledger } });
}

const reasonSchema = z.object({ key: z.string() });

function keyOf(reason: unknown): string | null {
  return reasonSchema.safeParse(reason).data?.key ?? null;
}
