import { z } from 'zod';
import { Prisma } from '@/prisma/generated/client';
import { readStored } from '@/lib/domain/base/stored';
import type { Ctx } from '../context';
import { endOutage } from './record-outage';
import { requeueAssignments } from './requeue-assignments';

/** Failure reasons that an activation resolves. */
const RECOVERABLE_REASONS = [
  'method_disabled',
  'method_unavailable',
  'provider_auth_revoked',
  'provider_scope_missing',
  'no_unique_property',
];

const payloadSchema = z.strictObject({ authMethodId: z.uuid() });

/** Re-enqueues assignments that failed while this authentication method was unavailable. */
export async function requeueAfterActivation(ctx: Ctx, payload: unknown): Promise<void> {
  const { authMethodId } = readStored(payloadSchema, payload, 'job requeue-after-activation');
  // What was wrong with the former grant says nothing about this one.
  await endOutage(ctx, { authMethodId });
  await requeueAssignments(
    ctx,
    Prisma.sql`c."authMethodId" = ${authMethodId}::uuid AND (
      (a."state" = 'failed' AND a."reason"->>'key' IN (${Prisma.join(RECOVERABLE_REASONS)}))
      OR (a."state" = 'logged' AND a."reason"->>'key' = 'links_missing'))`,
  );
}
