import { z } from 'zod';
import { readStored } from '@/lib/domain/base/stored';
import type { Ctx } from '../context';
import { endOutage, findOutage } from './record-outage';
import { runAssignment } from './run-assignment';

const payloadSchema = z.strictObject({ authMethodId: z.uuid() });

/**
 * Tries an account that was down with one interaction, the one that was tried longest ago. If it succeeds, or fails for a
 * reason of its own, the account is up and the rest follows; otherwise the next try is later.
 */
export async function retryAccount(ctx: Ctx, payload: unknown): Promise<void> {
  const { authMethodId } = readStored(payloadSchema, payload, 'job retry-account');
  const outage = await findOutage(ctx, { authMethodId });
  if (outage === null || outage.until > ctx.now()) return;
  const [next] = await ctx.db.interactionAssignment.findMany({
    where: {
      crm: { authMethodId },
      nextAttemptAt: { not: null },
      OR: [{ state: 'pending' }, { reason: { path: ['key'], equals: 'links_waiting' } }],
    },
    orderBy: { updatedAt: 'asc' },
    select: { id: true },
    take: 1,
  });
  if (next) await runAssignment(ctx, { assignmentId: next.id }, { attempt: 1, hasThrown: false }, { isTrial: true });
  // Nobody waits, or nothing was asked of the account.
  const now = await findOutage(ctx, { authMethodId });
  if (now !== null && now.until <= ctx.now()) await endOutage(ctx, { authMethodId });
}
