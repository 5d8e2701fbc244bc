import type { SessionEndingByConnector } from '@/lib/domain/people/sso';
import type { Tx } from '@/lib/platform/db';
import { endSessions } from '../sessions/create-session';

/** Ends every session created through these connectors at once, with a reason the Banner shows. */
export async function endConnectorSessions(
  tx: Tx,
  how: { connectorIds: string[]; reason: SessionEndingByConnector; now: Date },
): Promise<number> {
  if (how.connectorIds.length === 0) return 0;
  const where = { connectorId: { in: how.connectorIds } };
  const open = await tx.session.findMany({
    where: { ...where, revokedAt: null },
    select: { userId: true },
    distinct: ['userId'],
  });
  if (open.length === 0) return 0;
  return endSessions(tx, where, { reason: how.reason, userIds: open.map(({ userId }) => userId), now: how.now });
}
