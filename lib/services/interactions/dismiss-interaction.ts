import { AppError } from '@/lib/domain/base/app-error';
import { isClosed, readState } from '@/lib/domain/interaction/state';
import { pushToBanner } from '@/lib/platform/events';
import { found, recordHistory, requireUser, withoutHistory, write, type Ctx } from '../context';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'interactions/dismiss-interaction',
  access: 'signed in',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'own',
});

/** Dismisses an interaction whose end never arrived. Its next event brings it back; logging isn't affected. */
export async function dismissInteraction(ctx: Ctx, { interactionId }: { interactionId: string }): Promise<void> {
  const actor = requireUser(ctx);
  await write(ctx, POLICY, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Interaction" WHERE "id" = ${interactionId}::uuid FOR UPDATE`;
    const interaction = found(await tx.interaction.findUnique({ where: { id: interactionId } }));
    if (interaction.userId !== actor.userId) throw new AppError('NOT_FOUND');
    if (interaction.dismissedAt !== null || isClosed(readState(interaction.data)))
      return withoutHistory('nothing changed');
    await tx.interaction.update({ where: { id: interactionId }, data: { dismissedAt: ctx.now() } });
    const recorded = await recordHistory(ctx, tx, {
      action: 'interaction.dismissed',
      entity: 'interaction',
      entityId: interactionId,
      entityName: `${interaction.source} ${interaction.externalId}`,
    });
    await pushToBanner(tx, {
      userId: actor.userId,
      interactionId,
      type: 'interaction-changed',
      payload: { interactionId },
      now: ctx.now(),
    });
    return recorded;
  });
}
