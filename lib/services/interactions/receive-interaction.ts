import type { BannerEvent } from '@/lib/domain/answers/banner-event';
import { AppError } from '@/lib/domain/base/app-error';
import { interactionEventSchema, type InteractionEventInput } from '@/lib/domain/interaction/interaction';
import { keepUsableFacts, type IgnoredFact } from '@/lib/domain/interaction/usable-facts';
import { applyEvent, readState, type InteractionEffect, type InteractionState } from '@/lib/domain/interaction/state';
import { countryOfLine } from '@/lib/domain/phone/phone';
import { phoneKey } from '@/lib/domain/phone/key';
import { publish, pushToBanner } from '@/lib/platform/events';
import type { Tx } from '@/lib/platform/db';
import { parseInput, requireApiScope, withoutHistory, write, type Ctx } from '../context';
import { runScreenPop } from '../screen-pop/run-screen-pop';
import { scheduleAssignments } from '../assignment/schedule-assignments';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'interactions/receive-interaction',
  access: 'API key',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

export interface Received {
  interactionId: string;
  /** The event is a repeat; nothing was done. */
  isRepeat: boolean;
  effect: InteractionEffect;
  /** Facts that could not be used. */
  ignored: IgnoredFact[];
}

/**
 * Stores an event reported by a phone system, mailbox or messaging platform and returns at once. Whatever state the CRM
 * is in, the agent sees the interaction immediately and nothing is lost. `input` is the event as it was sent: what can't be
 * used of it is left out, and answered.
 *
 * `afterAnswer` is given the screen pop, to run once the sender has its answer: a phone system doesn't wait for the CRM. If
 * the process dies before, the Banner asks for the search again. Without it no screen pop runs.
 */
export async function receiveInteraction(
  ctx: Ctx,
  input: unknown,
  afterAnswer?: (screenPop: () => Promise<void>) => void,
): Promise<Received> {
  requireApiScope(ctx, 'interactions.write');
  const { report, ignored } = keepUsableFacts(input);
  const received = await storeEvent(ctx, parseInput(interactionEventSchema, report), ignored);
  const { interactionId, effect } = received;
  if (effect === 'presented' || effect === 'accepted')
    afterAnswer?.(() => runQuietly(ctx, { interactionId, moment: effect }));
  return received;
}

async function runQuietly(ctx: Ctx, pop: { interactionId: string; moment: 'presented' | 'accepted' }): Promise<void> {
  try {
    await runScreenPop(ctx, pop);
  } catch (error) {
    ctx.log.error({ err: error, interactionId: pop.interactionId }, 'a screen pop failed');
  }
}

function storeEvent(ctx: Ctx, event: InteractionEventInput, ignored: IgnoredFact[]): Promise<Received> {
  return write(ctx, POLICY, async (tx) => {
    // Serialize the events of one interaction, across processes.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${event.source}\n${event.id}`}, 0))`;
    const key = { source: event.source, externalId: event.id };
    const repeated = await tx.interactionEvent.findUnique({
      where: { source_externalId_sequence: { ...key, sequence: event.sequence } },
    });
    if (repeated)
      return withoutHistory<Received>('nothing changed', {
        interactionId: repeated.interactionId,
        isRepeat: true,
        effect: 'none',
        ignored,
      });

    const stored = await tx.interaction.findUnique({ where: { source_externalId: key } });
    const { state, effect } = applyEvent(stored ? readState(stored.data) : null, event);
    const agent = await findAgent(tx, event, state);
    const row = {
      state: state.status,
      channel: state.channel,
      direction: state.direction,
      queue: state.queue,
      ...(agent ? { userId: agent.id, profileId: agent.profileId } : {}),
      data: state,
      numberKey: numberKeyOf(ctx, state),
      presentedAt: dateOf(state.presentedAt),
      acceptedAt: dateOf(state.acceptedAt),
      endedAt: dateOf(state.closedAt),
      lastEventAt: ctx.now(),
      ...(effect === 'none' ? {} : { dismissedAt: null }),
    };
    const interaction = stored
      ? await tx.interaction.update({ where: { id: stored.id }, data: { ...row, version: { increment: 1 } } })
      : await tx.interaction.create({ data: { ...key, ...row } });
    await tx.interactionEvent.create({
      data: {
        ...key,
        sequence: event.sequence,
        type: event.type,
        payload: event,
        ignored,
        receivedAt: ctx.now(),
        interactionId: interaction.id,
      },
    });

    if (stored?.userId && interaction.userId && stored.userId !== interaction.userId) {
      await tell(ctx, tx, stored.userId, interaction.id, 'interaction-withdrawn');
    }
    if (interaction.userId && effect !== 'none') {
      await tell(
        ctx,
        tx,
        interaction.userId,
        interaction.id,
        effect === 'presented' ? 'interaction-presented' : 'interaction-changed',
      );
    }
    if (effect === 'closed' || effect === 'amended') await scheduleAssignments(ctx, tx, interaction);
    await publish(tx, { topic: 'interaction', interactionId: interaction.id });
    return withoutHistory<Received>('the row is its own record', {
      interactionId: interaction.id,
      isRepeat: false,
      effect,
      ignored,
    });
  });
}

async function findAgent(
  tx: Tx,
  event: InteractionEventInput,
  state: InteractionState,
): Promise<{ id: string; profileId: string | null } | null> {
  if (state.agent === null) return null;
  const user = await tx.user.findUnique({
    where: { email: state.agent },
    select: {
      id: true,
      status: true,
      defaultProfileId: true,
      sessions: {
        where: { revokedAt: null, activeProfileId: { not: null } },
        orderBy: { lastSeenAt: 'desc' },
        take: 1,
        select: { activeProfileId: true },
      },
    },
  });
  if (user?.status === 'active')
    return { id: user.id, profileId: user.sessions[0]?.activeProfileId ?? user.defaultProfileId };
  // An end is always accepted. An offer to an unknown agent is refused while the sender can still correct it.
  if (event.agent === undefined || event.type === 'ended' || event.type === 'missed') return null;
  throw new AppError('INVALID_INPUT', { fields: { agent: { key: 'agent_unknown' } } });
}

async function tell(ctx: Ctx, tx: Tx, userId: string, interactionId: string, type: BannerEvent['type']): Promise<void> {
  await pushToBanner(tx, { userId, interactionId, type, payload: { interactionId }, now: ctx.now() });
}

/** Reads the number the way a screen pop does. */
function numberKeyOf({ config: { defaultCountry } }: Ctx, { customer, ourNumber }: InteractionState): string | null {
  if (customer.withheld || !customer.number) return null;
  return phoneKey(customer.number, { defaultCountry, dialledCountry: countryOfLine(ourNumber, defaultCountry) });
}

function dateOf(instant: string | null): Date | null {
  return instant === null ? null : new Date(instant);
}
