import { toStoredCard } from '@/lib/domain/crm/attached-card';
import type { Moment } from '@/lib/domain/screen-pop/scenario';
import type { ScreenPopDecision } from '@/lib/domain/screen-pop/decision';
import { decideScreenPop } from '@/lib/domain/screen-pop/run';
import { pushToBanner } from '@/lib/platform/events';
import type { Interaction } from '@/prisma/generated/client';
import { loadProfileModel } from '../cards/internal';
import { loadScenarios } from '../crms/internal';
import { found, recordHistory, withoutHistory, write, type Ctx } from '../context';
import { searchProvider } from './search-provider';
import { describeSubject, zoneOf } from './describe-subject';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'screen-pop/run-screen-pop',
  access: 'the product',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

/**
 * Decides which card an interaction opens, stores the decision with its trace, and notifies the agent's Banner.
 * Null if the interaction has no agent, or no scenario of the profile applies at this moment.
 */
export async function runScreenPop(
  ctx: Ctx,
  input: { interactionId: string; moment: Moment },
): Promise<ScreenPopDecision | null> {
  const interaction = found(
    await ctx.db.interaction.findUnique({ where: { id: input.interactionId }, include: { user: true } }),
  );
  if (!interaction.userId || !interaction.profileId) return null;
  const startedAt = performance.now();
  const model = await loadProfileModel(ctx, interaction.profileId);
  const crmIds = model.crms.map(({ id }) => id);
  const { models: scenarios } = await loadScenarios(ctx.db, crmIds);
  const isForNow = scenarios.some(({ enabled, definition }) => enabled && definition.moment === input.moment);
  // No scenario for this moment: keep an earlier moment's decision.
  if (!isForNow && (interaction.decision !== null || input.moment !== 'presented')) return null;

  const decision = await decideScreenPop(
    {
      moment: input.moment,
      subject: describeSubject(ctx, interaction),
      scenarios,
      objects: model.configured,
      rights: new Map(model.crms.flatMap(({ objects }) => objects.map((object) => [object.id, object]))),
      timeZone: zoneOf(interaction.user),
    },
    searchProvider(ctx, new Map(model.crms.map((crm) => [crm.id, crm.authMethod.id]))),
  );
  await saveDecision(ctx, {
    interactionId: interaction.id,
    userId: interaction.userId,
    decision,
    tookMs: Math.round(performance.now() - startedAt),
  });
  return decision;
}

interface Decided {
  interactionId: string;
  userId: string;
  decision: ScreenPopDecision;
  tookMs: number;
}

/** Attaches an automatically opened card, unless a card is already attached by hand. */
async function saveDecision(ctx: Ctx, { interactionId, userId, decision, tookMs }: Decided): Promise<void> {
  await write(ctx, POLICY, async (tx) => {
    const [locked] = await tx.$queryRaw<Pick<Interaction, 'source' | 'externalId' | 'attachedCard'>[]>`
      SELECT "source", "externalId", "attachedCard" FROM "Interaction" WHERE "id" = ${interactionId}::uuid FOR UPDATE`;
    const before = found(locked);
    const attaches = decision.kind === 'open' && before.attachedCard === null;
    await tx.interaction.update({
      where: { id: interactionId },
      data: {
        decision,
        decidedAt: ctx.now(),
        decisionMs: tookMs,
        ...(attaches && decision.kind === 'open' ? { attachedCard: toStoredCard(decision.card) } : {}),
        version: { increment: 1 },
      },
    });
    await pushToBanner(tx, {
      userId,
      interactionId,
      type: 'interaction-decided',
      payload: { interactionId },
      now: ctx.now(),
    });
    if (attaches && decision.kind === 'open') {
      const { card } = decision;
      return recordHistory(ctx, tx, {
        action: 'interaction.card-attached',
        entity: 'interaction',
        entityId: interactionId,
        entityName: `${before.source} ${before.externalId}`,
        after: { object: card.objectName, record: card.recordId, by: 'screen pop' },
      });
    }
    return withoutHistory('the row is its own record');
  });
}
