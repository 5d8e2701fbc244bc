import { Prisma } from '@/prisma/generated/client';
import { z } from 'zod';
import { AppError } from '@/lib/domain/app-error';
import { attachedCardsOf } from '@/lib/domain/attached-card';
import { pushToBanner } from '@/lib/platform/events';
import { loadAgentModel, requireObject } from '../cards/agent-model';
import { openCard } from '../cards/open-card';
import { found, parseInput, recordHistory, requireUser, write, type Ctx } from '../context';
import { attachedCardOf } from './pop-interaction';
import { scheduleAssignments } from './schedule-assignments';

export const cardAttachmentSchema = z.strictObject({
  objectId: z.uuid('wrong_format'),
  recordId: z.string().min(1).max(100),
  /** `main` replaces the customer's card; `related` adds another, for example the ticket; `remove` takes one away. */
  as: z.enum(['main', 'related', 'remove'], 'not_offered'),
});

/** The agent says whom an interaction is about. After its end, what was written is corrected: the same record, other links. */
export async function attachCard(ctx: Ctx, input: { interactionId: string } & z.input<typeof cardAttachmentSchema>): Promise<void> {
  const actor = requireUser(ctx);
  const { interactionId, ...rest } = input;
  const { objectId, recordId, as } = parseInput(cardAttachmentSchema, rest);
  requireObject(await loadAgentModel(ctx, actor), objectId, 'canView');
  const isAway = as === 'remove';
  const card = isAway ? null : attachedCardOf(await openCard(ctx, { objectId, recordId }));

  await write(ctx, null, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Interaction" WHERE "id" = ${interactionId}::uuid FOR UPDATE`;
    const interaction = found(await tx.interaction.findUnique({ where: { id: interactionId } }));
    if (interaction.userId !== actor.userId) throw new AppError('NOT_FOUND');
    const before = attachedCardsOf(interaction);
    const others = before.filter((kept) => kept.objectId !== objectId || kept.recordId !== recordId);
    const after = card === null ? others : as === 'main' ? [card, ...others.slice(isMainReplaced(before, others) ? 1 : 0)] : [...others, card];
    const [main, ...related] = after;
    if (related.length > 10) throw new AppError('LIMIT_REACHED', { key: 'limit_related_cards', params: { limit: 10 } });

    await tx.interaction.update({
      where: { id: interactionId },
      data: { attachedCard: main ?? Prisma.DbNull, relatedCards: related, version: { increment: 1 } },
    });
    await recordHistory(ctx, tx, {
      action: 'interaction.card-attached',
      entity: 'interaction',
      entityId: interactionId,
      entityName: `${interaction.source} ${interaction.externalId}`,
      before: { cards: before.map(describe) },
      after: { cards: after.map(describe) },
    });
    if (interaction.endedAt !== null) await scheduleAssignments(ctx, tx, interaction);
    await pushToBanner(tx, { userId: actor.userId, interactionId, type: 'interaction-changed', payload: { interactionId }, now: ctx.now() });
  });
}

/** Whether the former main card makes way: not when the new main card was it, or was one of the related. */
function isMainReplaced(before: readonly { recordId: string; objectId: string }[], others: readonly { recordId: string; objectId: string }[]): boolean {
  return before.length > 0 && before[0] === others[0] && before.length === others.length;
}

function describe({ objectName, recordId }: { objectName: string; recordId: string }): string {
  return `${objectName} ${recordId}`;
}
