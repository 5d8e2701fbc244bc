import { z } from 'zod';
import { requireObject } from '../cards/internal';
import { authorise, checkVersion, found, parseInput, write, type Ctx } from '../context';
import { verbPolicy } from '../verb-policy';
import { loadInteractionModel } from './load-interaction-model';
import { readStoredCard } from './read-stored-card';
import { cardAttachmentSchema, storeAttachment } from './store-attachment';

const POLICY = verbPolicy({
  verb: 'interactions/link-card',
  access: 'interactions.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

export const cardLinkSchema = cardAttachmentSchema.extend({
  /** Of the interaction as it was shown: nobody replaces somebody else's choice unseen. */
  version: z.number().int(),
});

/** Somebody in the Maker says whom an interaction is about, as an agent does in the Banner. */
export async function linkCard(
  ctx: Ctx,
  input: { interactionId: string } & z.input<typeof cardLinkSchema>,
): Promise<void> {
  authorise(ctx, POLICY);
  const { interactionId, ...rest } = input;
  const { version, ...attachment } = parseInput(cardLinkSchema, rest);
  const model = await loadInteractionModel(ctx, { id: interactionId });
  const { crm, object } = requireObject(model, attachment.objectId, 'canView');
  const card = attachment.as === 'remove' ? null : await readStoredCard(ctx, crm, object, attachment.recordId);

  await write(ctx, POLICY, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Interaction" WHERE "id" = ${interactionId}::uuid FOR UPDATE`;
    const interaction = found(await tx.interaction.findUnique({ where: { id: interactionId } }));
    await checkVersion(tx, 'interaction', interaction, version);
    // Where no agent's profile decided, the one of its line does from now on, as for a retry.
    const profileId = interaction.profileId ?? model.profile?.id ?? null;
    if (profileId !== interaction.profileId)
      await tx.interaction.update({ where: { id: interactionId }, data: { profileId } });
    return storeAttachment(ctx, tx, { ...attachment, interaction: { ...interaction, profileId }, card, model });
  });
}
