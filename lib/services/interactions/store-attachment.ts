import { Prisma } from '@/prisma/generated/client';
import { z } from 'zod';
import { attachedCardsOf, type StoredCard } from '@/lib/domain/crm/attached-card';
import type { Interaction } from '@/prisma/generated/client';
import type { AgentModel } from '../cards/internal';
import { checkLimit } from '../check-limit';
import { recordHistory, type Ctx, type Recorded, type WriteTx } from '../context';
import { scheduleAssignments } from '../assignment/schedule-assignments';
import { notifyParticipants } from '../screen-pop/notify-participants';

export const cardAttachmentSchema = z.strictObject({
  objectId: z.uuid('wrong_format'),
  recordId: z.string().min(1).max(100),
  /** `main` replaces the customer's card; `related` adds another, such as the ticket; `remove` detaches one. */
  as: z.enum(['main', 'related', 'remove'], 'not_offered'),
});

interface Attachment extends z.infer<typeof cardAttachmentSchema> {
  /** The interaction, locked. */
  interaction: Interaction;
  /** What is attached; null: it is detached. */
  card: StoredCard | null;
  /** Cards it doesn't show stay. */
  model: AgentModel;
}

/** Stores whom an interaction is about. After it ended, the logged record is updated with the new links. */
export async function storeAttachment(
  ctx: Ctx,
  tx: WriteTx,
  { interaction, card, objectId, recordId, as, model }: Attachment,
): Promise<Recorded<void>> {
  const interactionId = interaction.id;
  const isVisible = (kept: StoredCard) =>
    model.crms.some(({ objects }) => objects.some(({ id }) => id === kept.objectId));
  const before = attachedCardsOf(interaction);
  const others = before.filter((kept) => kept.objectId !== objectId || kept.recordId !== recordId);
  // Replace the previous main card, unless the new one is already attached. Cards that can't be seen stay.
  const replaced = before.length === others.length ? before[0] : undefined;
  const after =
    card === null
      ? others
      : as === 'main'
        ? [card, ...others.filter((kept) => !(kept === replaced && isVisible(kept)))]
        : [...others, card];
  const [main, ...related] = after;
  await checkLimit(tx, 'relatedCardsPerInteraction', async () => related.length, {
    parentId: interactionId,
    adding: 0,
  });
  await tx.interaction.update({
    where: { id: interactionId },
    data: { attachedCard: main ?? Prisma.DbNull, relatedCards: related, version: { increment: 1 } },
  });
  const recorded = await recordHistory(ctx, tx, {
    action: 'interaction.card-attached',
    entity: 'interaction',
    entityId: interactionId,
    entityName: `${interaction.source} ${interaction.externalId}`,
    before: { cards: before.map(describe) },
    after: { cards: after.map(describe) },
  });
  if (interaction.endedAt !== null) await scheduleAssignments(tx, interaction);
  await notifyParticipants(ctx, tx, { interactionId, type: 'interaction-changed' });
  return recorded;
}

function describe({ objectName, recordId }: { objectName: string; recordId: string }): string {
  return `${objectName} ${recordId}`;
}
