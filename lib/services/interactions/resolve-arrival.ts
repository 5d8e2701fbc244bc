import type { InteractionEventInput } from '@/lib/domain/interaction/interaction';
import { isRepeatWithoutTime, keyOf } from '@/lib/domain/interaction/order-events';
import { replay, type Replay } from '@/lib/domain/interaction/replay';
import { effectOf, type InteractionEffect } from '@/lib/domain/interaction/effect';
import { isClosed, type InteractionState } from '@/lib/domain/interaction/state';
import { tooManyParticipants, type IgnoredFact } from '@/lib/domain/interaction/usable-facts';
import { isCrowded } from '@/lib/domain/interaction/participants';
import { addressKeys } from '@/lib/domain/interaction/address-keys';
import { isAmong } from '@/lib/domain/interaction/excluded-numbers';
import { countryOfLine } from '@/lib/domain/phone/phone';
import { phoneKey } from '@/lib/domain/phone/key';
import { customerOf, momentsOf } from '@/lib/domain/screen-pop/course';
import type { Moment } from '@/lib/domain/screen-pop/scenario';
import type { ConfigurationReader } from '@/lib/platform/configuration';
import { newId } from '@/lib/platform/ids';
import type { Ctx } from '../context';
import { findNonCustomer } from '../excluded-numbers/find-non-customer';
import { readExcludedNumbers } from '../excluded-numbers/load-excluded-numbers';
import { findDecidingProfile } from '../lines/find-deciding-profile';
import { recordLines } from '../lines/record-lines';
import { findParticipationChanges } from './find-participation-changes';
import type { Arrival, Found } from './read-arrivals';
import { leadOf, resolveParticipations } from './resolve-participations';
import type { ArrivalRow } from './store-arrivals';

/** An event with what was left out of it. */
export interface Reported {
  event: InteractionEventInput;
  ignored: readonly IgnoredFact[];
  /** Whether it stated when it happened. */
  isTimed: boolean;
}

export interface ResolvedArrival {
  interactionId: string;
  effect: InteractionEffect;
  /** What couldn't be used of the event, on its own or beside what is known. */
  ignored: IgnoredFact[];
  /** Agents of the interaction who are no active users. */
  unknownAgents: string[];
  /** The moments of screen pops to run now. */
  moments: Moment[];
  /** What to store; null for a repeat. */
  row: ArrivalRow | null;
}

/** What an event means, given what it meets. Records lines that are new; stores nothing else. */
export async function resolveArrival(
  ctx: Ctx,
  { event, ignored, isTimed }: Reported,
  { found, occurrences, users, configuration: version }: Omit<Arrival, 'isAllowed'>,
): Promise<ResolvedArrival> {
  const key = keyOf(event);
  const isRepeat =
    found?.events.some((known) => keyOf(known) === key) ||
    (!isTimed && isRepeatWithoutTime(found?.events ?? [], event));
  if (found && isRepeat) {
    const { id: interactionId, participations } = found.interaction;
    return {
      interactionId,
      effect: 'none',
      ignored: [...ignored],
      unknownAgents: unknownIn(participations),
      moments: [],
      row: null,
    };
  }
  const configuration = ctx.configuration.at(version);
  const excluded = await readExcludedNumbers(ctx, configuration);
  const isOurs = isAmong(excluded, ctx.config.defaultCountry);
  const before = found ? replay(found.events, isOurs) : null;
  const after = replay(found ? [...found.events, event] : [event], isOurs);
  const effect = effectOf(before, after);
  const participations = resolveParticipations(after.participations, found?.interaction.participations ?? [], users);
  const { state } = after;
  const arrival = { ctx, configuration, found, before };
  const lines = await linesOf(arrival, state);
  const lead = leadOf(state.agent, participations);
  const profileId = lead.profileId ?? (isClosed(state) ? await profileOfLines(arrival, lines) : null);
  const nonCustomer = await findNonCustomer(ctx, ctx.db, { state, participations, excluded });
  const interactionId = found?.interaction.id ?? newId(ctx.now());
  const people = { before: before?.state.participants ?? [], after: state.participants };
  const unused = isCrowded(event, people) ? tooManyParticipants(ignored) : [...ignored];
  const isDue = effect === 'closed' || effect === 'amended';
  return {
    interactionId,
    effect,
    ignored: unused,
    unknownAgents: unknownIn(participations),
    moments: momentsOf(
      found && before && { state: before.state, profileId: found.interaction.profileId },
      { state, profileId: lead.profileId, nonCustomer },
      effect,
    ),
    row: {
      id: interactionId,
      version: found?.interaction.version ?? null,
      source: event.source,
      externalId: event.id,
      occurrence: occurrences + 1,
      state: state.status,
      channel: state.channel,
      direction: state.direction,
      queue: state.queue,
      ...lines,
      ...lead,
      profileId,
      data: state,
      nonCustomer,
      numberKey: numberKeyOf(ctx, state),
      addressKeys: addressKeys(state, ctx.config.defaultCountry),
      presentedAt: state.presentedAt,
      acceptedAt: state.acceptedAt,
      endedAt: state.closedAt,
      at: ctx.now().toISOString(),
      // Decided for somebody else, before it was known who calls: it is decided anew, now or before it is logged. A search
      // that is still running began before this, and saves nothing.
      isOutdated: found?.interaction.hasCard === false && customerOf(before?.state) !== customerOf(state),
      event: {
        id: newId(ctx.now()),
        sequence: event.sequence ?? null,
        type: event.type,
        payload: event,
        ignored: unused,
      },
      ...findParticipationChanges(participations, {
        stored: found?.interaction.participations ?? [],
        before,
        after,
        now: ctx.now(),
      }),
      assignments: isDue ? await assignmentsOf(arrival, profileId) : [],
    },
  };
}

interface Deciding {
  ctx: Ctx;
  configuration: ConfigurationReader;
  found: Found | null;
  before: Replay | null;
}

interface LineIds {
  lineId: string | null;
  queueLineId: string | null;
}

/** The number that was called and the queue, looked up once. */
async function linesOf({ ctx, configuration, found, before }: Deciding, state: InteractionState): Promise<LineIds> {
  if (found && before?.state.ourNumber === state.ourNumber && before.state.queue === state.queue) {
    const { lineId, queueLineId } = found.interaction;
    return { lineId, queueLineId };
  }
  return recordLines(ctx, configuration, state);
}

/** Where no agent decides. Facts that come late don't change who did. */
async function profileOfLines({ ctx, configuration, found, before }: Deciding, lines: LineIds): Promise<string | null> {
  const pinned = before !== null && isClosed(before.state) ? (found?.interaction.profileId ?? null) : null;
  if (pinned !== null) return pinned;
  const key = `deciding profile ${lines.lineId} ${lines.queueLineId}`;
  return configuration.read(key, () => findDecidingProfile(ctx.db, lines));
}

/**
 * One for each CRM of the profile. An interaction amended later is written again, to the same record. If it was over before, it
 * may be in a CRM of a profile that decided then: that record must not go on saying what is no longer true.
 */
async function assignmentsOf(
  { ctx, configuration, found }: Deciding,
  profileId: string | null,
): Promise<ArrivalRow['assignments']> {
  const wasOver = found?.events.some(({ type }) => type === 'missed' || type === 'ended') ?? false;
  const crmIds = profileId === null ? [] : await crmsOf(ctx, configuration, profileId);
  const all = new Set([...crmIds, ...(wasOver ? (found?.interaction.writtenIn ?? []) : [])]);
  return [...all].map((crmId) => ({ id: newId(ctx.now()), crmId }));
}

function crmsOf({ db }: Ctx, configuration: ConfigurationReader, profileId: string): Promise<string[]> {
  return configuration.read(`CRMs ${profileId}`, async () => {
    const rows = await db.profileCrm.findMany({ where: { profileId }, orderBy: { position: 'asc' } });
    return rows.map(({ crmId }) => crmId);
  });
}

function unknownIn(participations: readonly { agent: string; userId: string | null }[]): string[] {
  return participations.filter(({ userId }) => userId === null).map(({ agent }) => agent);
}

/** Reads the number the way a screen pop does. */
function numberKeyOf({ config: { defaultCountry } }: Ctx, { customer, ourNumber }: InteractionState): string | null {
  if (customer.withheld || !customer.number) return null;
  return phoneKey(customer.number, { defaultCountry, dialledCountry: countryOfLine(ourNumber, defaultCountry) });
}
