import type { Tx } from '@/lib/platform/db';
import { enqueueAssignment } from './schedule-assignments';

/** Causes that an activation mends. */
const MENDED = [
  'method_disabled',
  'method_unavailable',
  'provider_auth_revoked',
  'provider_scope_missing',
  'no_unique_property',
];

/** An authentication method works again: what failed for want of it goes out. In the transaction of the activation. */
export async function resumeOfMethod(tx: Tx, authMethodId: string): Promise<number> {
  const waiting = await tx.interactionAssignment.findMany({
    where: {
      state: 'failed',
      crm: { authMethodId },
      OR: MENDED.map((key) => ({ reason: { path: ['key'], equals: key } })),
    },
    select: { id: true },
    orderBy: { createdAt: 'asc' },
    take: 5_000,
  });
  for (const { id } of waiting) {
    await tx.interactionAssignment.update({ where: { id }, data: { state: 'pending', version: { increment: 1 } } });
    await enqueueAssignment(tx, id);
  }
  return waiting.length;
}
