import { AppError } from '@/lib/domain/base/app-error';
import { excludedByHand } from '@/lib/domain/interaction/ledger';
import { authorise, found, recordHistory, write, type Ctx } from '../context';
import { enqueueAssignment } from './schedule-assignments';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'assignment/retry-assignment',
  access: 'interactions.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

/** Retries after an administrator fixed the cause: with today's rules, to the same record. */
export async function retryAssignment(ctx: Ctx, input: { id: string }): Promise<void> {
  authorise(ctx, POLICY);
  await write(ctx, POLICY, async (tx) => {
    const where = { id: input.id };
    const { interactionId } = found(
      await tx.interactionAssignment.findUnique({ where, select: { interactionId: true } }),
    );
    // Before its assignment, as events lock them.
    await tx.$queryRaw`SELECT 1 FROM "Interaction" WHERE "id" = ${interactionId}::uuid FOR UPDATE`;
    const assignment = found(
      await tx.interactionAssignment.findUnique({
        where,
        include: { interaction: true, crm: { select: { name: true } } },
      }),
    );
    if (excludedByHand(assignment.interaction.exclusion) !== null)
      throw new AppError('CONFLICT', { key: 'interaction_excluded' });
    if (assignment.state === 'sending') throw new AppError('CONFLICT', { key: 'assignment_running' });
    await tx.interactionAssignment.update({
      where: { id: assignment.id },
      data: { state: 'pending', nextAttemptAt: null, version: { increment: 1 } },
    });
    await enqueueAssignment(tx, assignment.id);
    return recordHistory(ctx, tx, {
      action: 'interaction.retried',
      entity: 'interaction',
      entityId: assignment.interactionId,
      entityName: `${assignment.interaction.source} ${assignment.interaction.externalId}`,
      before: { state: assignment.state },
      after: { state: 'pending', crm: assignment.crm.name },
    });
  });
}
