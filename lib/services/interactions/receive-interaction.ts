import { cutText } from '@/lib/domain/base/cut-text';
import type { BannerEvent } from '@/lib/domain/answers/banner-event';
import { interactionEventSchema, MAX_BODY, type InteractionEventInput } from '@/lib/domain/interaction/interaction';
import { isRepeatWithoutTime, keyOf } from '@/lib/domain/interaction/order-events';
import { replay, type Replay } from '@/lib/domain/interaction/replay';
import { effectOf, type InteractionEffect } from '@/lib/domain/interaction/effect';
import { isClosed, type InteractionState } from '@/lib/domain/interaction/state';
import { completeEvent, keepUsableFacts, type IgnoredFact } from '@/lib/domain/interaction/usable-facts';
import { isAmong } from '@/lib/domain/interaction/excluded-numbers';
import { countryOfLine } from '@/lib/domain/phone/phone';
import { phoneKey } from '@/lib/domain/phone/key';
import { customerOf, momentsOf } from '@/lib/domain/screen-pop/course';
import type { Moment } from '@/lib/domain/screen-pop/scenario';
import { Prisma } from '@/prisma/generated/client';
import { publish, pushToBanner } from '@/lib/platform/events';
import type { Tx } from '@/lib/platform/db';
import { textOfHtml } from '@/lib/platform/text-of-html';
import { parseInput, requireApiScope, withoutHistory, write, type Ctx } from '../context';
import { findNonCustomer } from '../excluded-numbers/find-non-customer';
import { readExcludedNumbers } from '../excluded-numbers/load-excluded-numbers';
import { runScreenPop } from '../screen-pop/run-screen-pop';
import { findDecidingProfile } from '../lines/find-deciding-profile';
import { recordLines } from '../lines/record-lines';
import { scheduleAssignments } from '../assignment/schedule-assignments';
import { verbPolicy } from '../verb-policy';
import { findInteraction, type Found } from './find-interaction';
import { leadOf, resolveParticipations, type PinnedParticipation } from './resolve-participations';

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
  /** Agents of the interaction who are no active users. */
  unknownAgents: string[];
}

type Stored = Received & {
  /** The moments of screen pops to run now. */
  moments: Moment[];
};

/**
 * Stores an event reported by a phone system, mailbox or messaging platform and returns at once. Whatever state the CRM
 * is in, the agents see the interaction immediately and nothing is lost. `input` is the event as it was sent: what can't be
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
  const { report, named, ignored } = keepUsableFacts(input);
  const { bodyHtml, ...parsed } = parseInput(interactionEventSchema, report);
  const body = parsed.body ?? (bodyHtml === undefined ? '' : cutText(textOfHtml(bodyHtml), MAX_BODY).trim());
  if (bodyHtml !== undefined && body === '') ignored.push({ field: 'bodyHtml', reason: 'empty' });
  const event = completeEvent(body === '' ? parsed : { ...parsed, body }, named, ctx.now());
  const { moments, ...received } = await storeEvent(ctx, event, { ignored, isTimed: parsed.at !== undefined });
  const { interactionId } = received;
  if (moments.length > 0) afterAnswer?.(() => runQuietly(ctx, { interactionId, moments }));
  return received;
}

async function runQuietly(ctx: Ctx, pop: { interactionId: string; moments: Moment[] }): Promise<void> {
  const { interactionId, moments } = pop;
  try {
    for (const moment of moments) await runScreenPop(ctx, { interactionId, moment });
  } catch (error) {
    ctx.log.error({ err: error, interactionId }, 'a screen pop failed');
  }
}

async function storeEvent(
  ctx: Ctx,
  event: InteractionEventInput,
  { ignored, isTimed }: { ignored: IgnoredFact[]; isTimed: boolean },
): Promise<Stored> {
  const excluded = await readExcludedNumbers(ctx);
  return write(ctx, POLICY, async (tx) => {
    // Serialize the events of one interaction, across processes.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${event.source}\n${event.id}`}, 0))`;
    const { found, occurrences } = await findInteraction(tx, event);
    const key = keyOf(event);
    const isRepeat =
      found?.events.some((known) => keyOf(known) === key) ||
      (!isTimed && isRepeatWithoutTime(found?.events ?? [], event));
    if (found && isRepeat)
      return withoutHistory<Stored>('nothing changed', {
        interactionId: found.interaction.id,
        isRepeat: true,
        effect: 'none',
        ignored,
        unknownAgents: unknownIn(found.interaction.participations),
        moments: [],
      });

    const isOurs = isAmong(excluded, ctx.config.defaultCountry);
    const before = found ? replay(found.events, isOurs) : null;
    const after = replay(found ? [...found.events, event] : [event], isOurs);
    const effect = effectOf(before, after);
    const participations = await resolveParticipations(
      tx,
      after.participations,
      found?.interaction.participations ?? [],
    );
    const { state } = after;
    const lines = await linesOf(ctx, tx, { before, state, found });
    const lead = leadOf(state.agent, participations);
    const profileId = lead.profileId ?? (isClosed(state) ? await profileOfLines(tx, { before, found, lines }) : null);
    const nonCustomer = await findNonCustomer(ctx, tx, { state, participations, excluded });
    const row = {
      state: state.status,
      channel: state.channel,
      direction: state.direction,
      queue: state.queue,
      ...lines,
      ...lead,
      profileId,
      data: state,
      nonCustomer: nonCustomer ?? Prisma.DbNull,
      numberKey: numberKeyOf(ctx, state),
      presentedAt: dateOf(state.presentedAt),
      acceptedAt: dateOf(state.acceptedAt),
      endedAt: dateOf(state.closedAt),
      lastEventAt: ctx.now(),
    };
    const reported = { source: event.source, externalId: event.id };
    // Decided for somebody else, before it was known who calls: it is decided anew, now or before it is logged.
    const isOutdated =
      found?.interaction.attachedCard === null && customerOf(before?.state) !== customerOf(after.state);
    const interaction = found
      ? await tx.interaction.update({
          where: { id: found.interaction.id },
          data: {
            ...row,
            // A search that is still running began before this, and saves nothing.
            ...(isOutdated ? { decision: Prisma.DbNull, decidedAt: ctx.now(), decisionMs: 0 } : {}),
            version: { increment: 1 },
          },
        })
      : await tx.interaction.create({ data: { ...reported, occurrence: occurrences + 1, ...row } });
    await tx.interactionEvent.create({
      data: {
        ...reported,
        sequence: event.sequence ?? null,
        type: event.type,
        payload: event,
        ignored,
        receivedAt: ctx.now(),
        interactionId: interaction.id,
      },
    });
    await saveParticipations(ctx, tx, { interactionId: interaction.id, participations, before, found });
    await tellAgents(ctx, tx, interaction.id, participations, { before, after });
    if (effect === 'closed' || effect === 'amended') {
      const wasOver = found?.events.some(({ type }) => type === 'missed' || type === 'ended');
      await scheduleAssignments(ctx, tx, interaction, { wasOver: wasOver ?? false });
    }
    await publish(tx, { topic: 'interaction', interactionId: interaction.id });
    return withoutHistory<Stored>('the row is its own record', {
      interactionId: interaction.id,
      isRepeat: false,
      effect,
      ignored,
      unknownAgents: unknownIn(participations),
      moments: momentsOf(
        found && before && { state: before.state, profileId: found.interaction.profileId },
        { state, profileId: lead.profileId, nonCustomer },
        effect,
      ),
    });
  });
}

interface LineIds {
  lineId: string | null;
  queueLineId: string | null;
}

/** The number that was called and the queue, looked up once. */
async function linesOf(
  ctx: Ctx,
  tx: Tx,
  { before, state, found }: Arrival & { state: InteractionState },
): Promise<LineIds> {
  if (found && before?.state.ourNumber === state.ourNumber && before.state.queue === state.queue) {
    const { lineId, queueLineId } = found.interaction;
    return { lineId, queueLineId };
  }
  return recordLines(ctx, tx, state);
}

/** Where no agent decides. Facts that come late don't change who did. */
async function profileOfLines(tx: Tx, { before, found, lines }: Arrival & { lines: LineIds }): Promise<string | null> {
  const pinned = before !== null && isClosed(before.state) ? (found?.interaction.profileId ?? null) : null;
  return pinned ?? (await findDecidingProfile(tx, lines));
}

/** Writes those that are new or changed. Any event brings back what an agent had dismissed. */
async function saveParticipations(
  ctx: Ctx,
  tx: Tx,
  {
    interactionId,
    participations,
    before,
    found,
  }: Arrival & {
    interactionId: string;
    participations: readonly PinnedParticipation[];
  },
): Promise<void> {
  const stored = new Map(found?.interaction.participations.map((row) => [row.agent, row]));
  for (const [position, participation] of participations.entries()) {
    const { offeredAt, answeredAt, leftAt, ...rest } = participation;
    const { agent } = rest;
    const known = stored.get(agent);
    const isChanged = hasChanged(before, participation);
    const row = {
      ...rest,
      position,
      offeredAt: new Date(offeredAt),
      answeredAt: dateOf(answeredAt),
      leftAt: dateOf(leftAt),
      ...(isChanged ? { changedAt: ctx.now() } : {}),
      dismissedAt: null,
    };
    if (known === undefined)
      await tx.interactionParticipation.create({ data: { interactionId, changedAt: ctx.now(), ...row } });
    else if (isChanged || JSON.stringify({ ...known, ...row }) !== JSON.stringify(known))
      await tx.interactionParticipation.update({ where: { id: known.id }, data: row });
  }
}

/** Tells each agent whom an event concerns: those who have it, those who had it, and those it leaves now. */
async function tellAgents(
  ctx: Ctx,
  tx: Tx,
  interactionId: string,
  participations: readonly PinnedParticipation[],
  { before, after }: { before: Replay | null; after: Replay },
): Promise<void> {
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  for (const participation of participations) {
    const { userId, phase, ending } = participation;
    const isChanged = hasChanged(before, participation);
    const isGone = ending === 'answered_elsewhere' || ending === 'withdrawn';
    if (userId === null || (isGone && !isChanged)) continue;
    const isNew = isChanged && phase === 'ringing';
    const type: BannerEvent['type'] = isNew
      ? 'interaction-presented'
      : isGone
        ? 'interaction-withdrawn'
        : 'interaction-changed';
    await pushToBanner(tx, { userId, interactionId, type, payload: { interactionId }, now: ctx.now() });
  }
}

function hasChanged(before: Replay | null, { agent, phase, ending, takenBy }: PinnedParticipation): boolean {
  const known = before?.participations.find((participation) => participation.agent === agent);
  return known?.phase !== phase || known.ending !== ending || known.takenBy !== takenBy;
}

interface Arrival {
  found: Found | null;
  before: Replay | null;
}

function unknownIn(participations: readonly { agent: string; userId: string | null }[]): string[] {
  return participations.filter(({ userId }) => userId === null).map(({ agent }) => agent);
}

/** Reads the number the way a screen pop does. */
function numberKeyOf({ config: { defaultCountry } }: Ctx, { customer, ourNumber }: InteractionState): string | null {
  if (customer.withheld || !customer.number) return null;
  return phoneKey(customer.number, { defaultCountry, dialledCountry: countryOfLine(ourNumber, defaultCountry) });
}

function dateOf(instant: string | null): Date | null {
  return instant === null ? null : new Date(instant);
}
