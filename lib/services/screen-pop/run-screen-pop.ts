import { cardToAttach, customerOf, decidesAt, isLateEcho, isRejected } from '@/lib/domain/screen-pop/course';
import { readState } from '@/lib/domain/interaction/state';
import type { Moment } from '@/lib/domain/screen-pop/scenario';
import type { ScreenPopDecision } from '@/lib/domain/screen-pop/decision';
import { waitBeforeRepeat } from '@/lib/domain/screen-pop/repeat';
import { decideScreenPop } from '@/lib/domain/screen-pop/run';
import { enqueue } from '@/lib/platform/jobs';
import type { Interaction } from '@/prisma/generated/client';
import { found, recordHistory, withoutHistory, write, type Ctx } from '../context';
import { loadScreenPop } from './load-screen-pop';
import { searchProvider } from './search-provider';
import { describeSubject, SUBJECT_INCLUDED, zoneOf } from './describe-subject';
import { notifyParticipants } from './notify-participants';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'screen-pop/run-screen-pop',
  access: 'the product',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

/**
 * Decides which card an interaction opens, stores the decision with its trace, and notifies the agents' Banners.
 * Null if no profile decides, or no scenario of the profile applies at this moment.
 */
export async function runScreenPop(
  ctx: Ctx,
  input: {
    interactionId: string;
    moment: Moment;
    /** How often it was run again before. */
    repeats?: number;
    /** The interaction is over: somebody may be found now, and nobody waits for it. */
    isLate?: boolean;
  },
): Promise<ScreenPopDecision | null> {
  const interaction = found(
    await ctx.db.interaction.findUnique({ where: { id: input.interactionId }, include: SUBJECT_INCLUDED }),
  );
  if (!interaction.profileId) return null;
  const { moment, repeats = 0, isLate = false } = input;
  const startedAt = ctx.now();
  const setting = await loadScreenPop(ctx, { profileId: interaction.profileId });
  const { scenarios, objects, rights, methods } = setting;
  const subject = describeSubject(ctx, interaction);
  const hasDecision = interaction.decision !== null;
  if (!decidesAt(moment, { state: subject.state, scenarios, hasDecision })) return null;

  const search = searchProvider(ctx, methods, isLate ? 'background' : 'interactive');
  let requestedMs: number | null = null;
  const decision = await decideScreenPop(
    { moment, subject, scenarios, objects, rights, timeZone: zoneOf(interaction.user) },
    async (request) => {
      const result = await search(request);
      if (!result.ok) requestedMs = result.retryAfterMs ?? null;
      return result;
    },
  );
  if (isLate && isLateEcho(decision, interaction.decision)) return decision;
  const waitMs = isLate ? null : waitBeforeRepeat(decision, { repeats, requestedMs });
  await saveDecision(ctx, {
    interactionId: interaction.id,
    customer: customerOf(subject.state),
    decision,
    startedAt,
    repeat: waitMs === null ? null : { moment, repeats: repeats + 1, waitMs },
  });
  return decision;
}

interface Decided {
  interactionId: string;
  /** Whom it searched for. */
  customer: string;
  decision: ScreenPopDecision;
  startedAt: Date;
  repeat: { moment: Moment; repeats: number; waitMs: number } | null;
}

/**
 * Attaches an automatically opened card, unless a card is already attached by hand. A slow answer never replaces a decision
 * of a search that started after it, and counts for nothing once the customer is another.
 */
async function saveDecision(
  ctx: Ctx,
  { interactionId, customer, decision, startedAt, repeat }: Decided,
): Promise<void> {
  await write(ctx, POLICY, async (tx) => {
    const [locked] = await tx.$queryRaw<Stored[]>`
      SELECT "source", "externalId", "data", "attachedCard", "decision", "decidedAt", "decisionMs", "endedAt"
      FROM "Interaction" WHERE "id" = ${interactionId}::uuid FOR UPDATE`;
    const before = found(locked);
    if (customerOf(readState(before.data)) !== customer) return withoutHistory('nothing changed');
    if (startOf(before) > startedAt.getTime()) return withoutHistory('nothing changed');
    const decidedAt = ctx.now();
    const card = isRejected(decision, before) ? null : cardToAttach(decision, before.attachedCard);
    await tx.interaction.update({
      where: { id: interactionId },
      data: {
        decision,
        decidedAt,
        decisionMs: decidedAt.getTime() - startedAt.getTime(),
        ...(card ? { attachedCard: card } : {}),
        version: { increment: 1 },
      },
    });
    if (repeat && before.endedAt === null && before.attachedCard === null) {
      const { moment, repeats, waitMs } = repeat;
      await enqueue(
        tx,
        'retry-screen-pop',
        { interactionId, moment, repeats, decidedAt: decidedAt.toISOString() },
        {
          key: `retry-screen-pop:${interactionId}`,
          runAt: new Date(decidedAt.getTime() + waitMs),
          maxAttempts: 3,
          // It rings: it doesn't wait behind what is only to be logged.
          priority: -1,
        },
      );
    }
    await notifyParticipants(ctx, tx, { interactionId, type: 'interaction-decided' });
    if (card) {
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

type Stored = Pick<
  Interaction,
  'source' | 'externalId' | 'data' | 'attachedCard' | 'decision' | 'decidedAt' | 'decisionMs' | 'endedAt'
>;

/** When the search of the stored decision started. */
function startOf({ decidedAt, decisionMs }: Stored): number {
  return decidedAt === null ? Number.NEGATIVE_INFINITY : decidedAt.getTime() - (decisionMs ?? 0);
}
