import { phoneKey } from '../phone/key';
import type { InteractionEventInput } from './interaction';
import { keyOf } from './order-events';
import { replay } from './replay';
import { isClosed } from './state';

/** Events of one call are never so far apart unless it waits, as emails do, or something is added later. */
const FAR_MS = 12 * 60 * 60_000;
/** Events of one call that are reported late or out of order come sooner than this. */
const LATE_MS = 10 * 60_000;
/** So that what one source sends under one ID stays bounded; beyond, another interaction begins. */
const MAX_EVENTS = 500;

/**
 * Whether an event belongs to the interaction with these events. Phone systems count from 1 again after a restart: the same
 * ID, hours later, with what can't follow is another call.
 */
export function isSameInteraction(
  events: readonly [InteractionEventInput, ...InteractionEventInput[]],
  event: InteractionEventInput,
): boolean {
  const isRepeat = events.some((known) => known.at === event.at && keyOf(known) === keyOf(event));
  if (isRepeat) return true;
  if (events.length >= MAX_EVENTS) return false;
  const apartMs = distanceMs(events, event);
  if (apartMs <= FAR_MS) return apartMs <= LATE_MS || !beginsAnother(events, event);
  const isCountedAgain = events.some(
    ({ sequence, eventId }) =>
      (sequence !== undefined && sequence === event.sequence) || (eventId !== undefined && eventId === event.eventId),
  );
  if (isCountedAgain) return false;
  if (event.type === 'described') return true;
  const { state } = replay(events);
  if (event.channel !== undefined && state.channel !== event.channel) return false;
  if (isAnotherNumber(state.customer.number, event.customer?.number)) return false;
  return !(isClosed(state) && (event.type === 'presented' || event.type === 'accepted'));
}

/** After a restart within the day: a call is over, and somebody else rings under its ID. */
function beginsAnother(
  events: readonly [InteractionEventInput, ...InteractionEventInput[]],
  { type, at, customer }: InteractionEventInput,
): boolean {
  if (type !== 'presented' && type !== 'accepted') return false;
  const { status, closedAt, customer: known } = replay(events).state;
  const isOver = status === 'ended' && closedAt !== null && Date.parse(at) > Date.parse(closedAt);
  return isOver && isAnotherNumber(known.number, customer?.number);
}

/** From the time between the first and the last of them. */
export function distanceMs(events: readonly InteractionEventInput[], { at }: InteractionEventInput): number {
  const times = events.map((event) => Date.parse(event.at));
  const time = Date.parse(at);
  return Math.max(0, Math.min(...times) - time, time - Math.max(...times));
}

function isAnotherNumber(known: string | undefined, stated: string | undefined): boolean {
  const keys = [known, stated].map((number) => phoneKey(number ?? '', { defaultCountry: null }));
  return keys.every((key) => key !== null) && keys[0] !== keys[1];
}
