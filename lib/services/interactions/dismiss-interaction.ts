import { pushToBanner } from '@/lib/platform/events';
import { found, recordHistory, requireUser, withoutHistory, write, type Ctx } from '../context';
import { verbPolicy } from '../verb-policy';
import { mayChange } from './internal';

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
  const theirs = { interactionId, ...mayChange(actor) };
  // A refusal costs no transaction.
  found(await ctx.db.interactionParticipation.findFirst({ where: theirs, select: { id: true } }));
  await write(ctx, POLICY, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Interaction" WHERE "id" = ${interactionId}::uuid FOR UPDATE`;
    const { interaction, ...own } = found(
      await tx.interactionParticipation.findFirst({
        where: theirs,
        include: { interaction: { select: { source: true, externalId: true } } },
      }),
    );
    if (own.dismissedAt !== null || own.phase === 'left') return withoutHistory('nothing changed');
    await tx.interactionParticipation.update({ where: { id: own.id }, data: { dismissedAt: ctx.now() } });
    // An event that is being decided without it is decided anew, and brings it back.
    await tx.interaction.update({ where: { id: interactionId }, data: { version: { increment: 1 } } });
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
