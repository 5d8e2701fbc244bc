import { Prisma } from '@/prisma/generated/client';
import { z } from 'zod';
import { attachedCardsOf, type StoredCard } from '@/lib/domain/crm/attached-card';
import { cardTitle, namingFields, namingValues } from '@/lib/domain/crm/card-title';
import { withAccess } from '../connections/with-access';
import { loadAgentModel, requireObject, type AgentCrm, type AgentObject } from '../cards/internal';
import { checkLimit } from '../check-limit';
import { found, parseInput, recordHistory, requireUser, write, type Ctx } from '../context';
import { scheduleAssignments } from '../assignment/schedule-assignments';
import { notifyParticipants } from '../screen-pop/notify-participants';
import { verbPolicy } from '../verb-policy';
import { mayChange } from './internal';

const POLICY = verbPolicy({
  verb: 'interactions/attach-card',
  access: 'signed in',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'own',
});

export const cardAttachmentSchema = z.strictObject({
  objectId: z.uuid('wrong_format'),
  recordId: z.string().min(1).max(100),
  /** `main` replaces the customer's card; `related` adds another, such as the ticket; `remove` detaches one. */
  as: z.enum(['main', 'related', 'remove'], 'not_offered'),
});

/** The agent chooses whom an interaction is about. After it ended, the logged record is updated with the new links. */
export async function attachCard(
  ctx: Ctx,
  input: { interactionId: string } & z.input<typeof cardAttachmentSchema>,
): Promise<void> {
  const actor = requireUser(ctx);
  const { interactionId, ...rest } = input;
  const { objectId, recordId, as } = parseInput(cardAttachmentSchema, rest);
  const model = await loadAgentModel(ctx, actor);
  const { crm, object } = requireObject(model, objectId, 'canView');
  const card = as === 'remove' ? null : await readStoredCard(ctx, crm, object, recordId);
  const isVisible = (kept: StoredCard) =>
    model.crms.some(({ objects }) => objects.some(({ id }) => id === kept.objectId));

  await write(ctx, POLICY, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Interaction" WHERE "id" = ${interactionId}::uuid FOR UPDATE`;
    const interaction = found(
      await tx.interaction.findUnique({ where: { id: interactionId, participations: { some: mayChange(actor) } } }),
    );
    const before = attachedCardsOf(interaction);
    const others = before.filter((kept) => kept.objectId !== objectId || kept.recordId !== recordId);
    // Replace the previous main card, unless the new one is already attached. Cards the agent can't see stay.
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
    if (interaction.endedAt !== null) await scheduleAssignments(ctx, tx, interaction);
    await notifyParticipants(ctx, tx, { interactionId, type: 'interaction-changed' });
    return recorded;
  });
}

/** The whole card for the ledger; `names` lets the Banner build a title from what the profile shows. */
async function readStoredCard(ctx: Ctx, crm: AgentCrm, object: AgentObject, recordId: string): Promise<StoredCard> {
  const naming = namingFields(object.fields, object.shown);
  const record = await withAccess(ctx, crm.authMethod.id, (access, provider) =>
    provider.records.get(
      access,
      { objectApiName: object.apiName, id: recordId },
      naming.map(({ apiName }) => apiName),
    ),
  );
  return {
    crmId: crm.id,
    objectId: object.id,
    objectApiName: object.apiName,
    objectName: object.name,
    recordId: record.id,
    title: cardTitle(object, record),
    names: namingValues(naming, record),
    url: record.url,
  };
}

function describe({ objectName, recordId }: { objectName: string; recordId: string }): string {
  return `${objectName} ${recordId}`;
}
