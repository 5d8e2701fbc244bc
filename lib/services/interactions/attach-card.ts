import type { z } from 'zod';
import { loadAgentModel, requireObject } from '../cards/internal';
import { found, parseInput, requireUser, write, type Ctx } from '../context';
import { verbPolicy } from '../verb-policy';
import { mayChange } from './internal';
import { readStoredCard } from './read-stored-card';
import { cardAttachmentSchema, storeAttachment } from './store-attachment';

const POLICY = verbPolicy({
  verb: 'interactions/attach-card',
  access: 'signed in',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'own',
});

/** The agent chooses whom an interaction is about, also long after it ended. */
export async function attachCard(
  ctx: Ctx,
  input: { interactionId: string } & z.input<typeof cardAttachmentSchema>,
): Promise<void> {
  const actor = requireUser(ctx);
  const { interactionId, ...rest } = input;
  const attachment = parseInput(cardAttachmentSchema, rest);
  const theirs = { id: interactionId, participations: { some: mayChange(actor) } };
  // A refusal costs no request to the CRM.
  found(await ctx.db.interaction.findUnique({ where: theirs, select: { id: true } }));
  const model = await loadAgentModel(ctx, actor);
  const { crm, object } = requireObject(model, attachment.objectId, 'canView');
  const card = attachment.as === 'remove' ? null : await readStoredCard(ctx, crm, object, attachment.recordId);

  await write(ctx, POLICY, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Interaction" WHERE "id" = ${interactionId}::uuid FOR UPDATE`;
    const interaction = found(await tx.interaction.findUnique({ where: theirs }));
    return storeAttachment(ctx, tx, { ...attachment, interaction, card, model });
  });
}
