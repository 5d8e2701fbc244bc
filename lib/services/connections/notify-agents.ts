import type { Tx } from '@/lib/platform/db';
import { pushToBanner } from '@/lib/platform/events';

/** Notifies every agent whose cards use this method that its state changed, in the transaction of the change. */
export async function notifyAgents(tx: Tx, { authMethodId, now }: { authMethodId: string; now: Date }): Promise<void> {
  const agents = await tx.user.findMany({
    where: {
      status: 'active',
      sessions: { some: { revokedAt: null } },
      profiles: { some: { profile: { crms: { some: { crm: { authMethodId } } } } } },
    },
    select: { id: true },
  });
  for (const { id: userId } of agents)
    await pushToBanner(tx, { userId, interactionId: null, type: 'connection-changed', payload: {}, now });
}
