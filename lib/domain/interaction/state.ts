import { z } from 'zod';
import { readStored } from '../base/stored';
import {
  channelSchema,
  customerSchema,
  directionSchema,
  type Customer,
  type InteractionEventInput,
} from './interaction';

/**
 * The state of an interaction after all its events. Events may arrive late, twice or out of order without changing it.
 * A fact comes from the event with the highest sequence that reported it. `ended` is final; after `missed` the interaction
 * may still be presented to another agent.
 */

const sequenceSchema = z.int().min(0);
const instantSchema = z.iso.datetime();

/** The column `Interaction.data`. */
export const interactionStateSchema = z.strictObject({
  status: z.enum(['presented', 'accepted', 'ended', 'missed']),
  statusSequence: sequenceSchema,
  channel: channelSchema,
  direction: directionSchema,
  agent: z.string().nullable(),
  queue: z.string().nullable(),
  customer: customerSchema,
  ourNumber: z.string().nullable(),
  subject: z.string().nullable(),
  durationMs: z.int().nullable(),
  outcome: z.string().nullable(),
  recordingUrl: z.string().nullable(),
  /** From the first event. */
  startedAt: instantSchema,
  presentedAt: instantSchema.nullable(),
  acceptedAt: instantSchema.nullable(),
  /** Of `ended`, or else of `missed`. */
  closedAt: instantSchema.nullable(),
  /** The event that reported each fact. */
  since: z.record(z.string().max(40), sequenceSchema),
});
export type InteractionState = z.infer<typeof interactionStateSchema>;

/** What an event changes for the product. */
export type InteractionEffect =
  /** It is now presented to an agent. */
  | 'presented'
  | 'accepted'
  /** It ended and can be assigned. */
  | 'closed'
  /** It had ended and an event added facts, so what was logged is updated. */
  | 'amended'
  | 'none';

export function applyEvent(
  before: InteractionState | null,
  event: InteractionEventInput,
): { state: InteractionState; effect: InteractionEffect } {
  const state = merge(before ?? fresh(event), event);
  return { state, effect: effectOf(before, state, event) };
}

export function isClosed(state: Pick<InteractionState, 'status'>): boolean {
  return state.status === 'ended' || state.status === 'missed';
}

/** Talk time: as reported, or else from acceptance to the end. Zero if not accepted, null while it lasts. */
export function durationMsOf(state: InteractionState): number | null {
  if (state.durationMs !== null) return state.durationMs;
  if (!isClosed(state) || state.closedAt === null) return null;
  if (state.acceptedAt === null) return 0;
  return Math.max(0, Date.parse(state.closedAt) - Date.parse(state.acceptedAt));
}

/** `missed`: we did not take it · `unanswered`: the customer did not. */
export const RESULTS = ['answered', 'missed', 'unanswered'] as const;

/** Whether there was a conversation. Null while it lasts. For an outgoing call, `accepted` means the customer answered. */
export function resultOf(state: InteractionState): (typeof RESULTS)[number] | null {
  if (!isClosed(state)) return null;
  if (state.acceptedAt !== null || (state.durationMs ?? 0) > 0) return 'answered';
  return state.direction === 'incoming' ? 'missed' : 'unanswered';
}

function effectOf(
  before: InteractionState | null,
  state: InteractionState,
  event: InteractionEventInput,
): InteractionEffect {
  const wasClosed = before !== null && isClosed(before);
  if (isClosed(state)) {
    if (!wasClosed) return 'closed';
    return JSON.stringify(before) === JSON.stringify(state) ? 'none' : 'amended';
  }
  const isLatest = before === null || event.sequence > before.statusSequence;
  return isLatest && (event.type === 'presented' || event.type === 'accepted') ? event.type : 'none';
}

function fresh(event: InteractionEventInput): InteractionState {
  return {
    status: event.type,
    statusSequence: event.sequence,
    channel: event.channel,
    direction: event.direction,
    agent: null,
    queue: null,
    customer: {},
    ourNumber: null,
    subject: null,
    durationMs: null,
    outcome: null,
    recordingUrl: null,
    startedAt: instant(event.at),
    presentedAt: null,
    acceptedAt: null,
    closedAt: null,
    since: {},
  };
}

function merge(state: InteractionState, event: InteractionEventInput): InteractionState {
  const since: Record<string, number> = { ...state.since };
  /** The event's word for a fact, unless a later event has spoken. Two events of one sequence never both arrive. */
  const latest = <T>(name: string, current: T, stated: T | undefined): T => {
    if (stated === undefined || (Object.hasOwn(since, name) && (since[name] ?? 0) > event.sequence)) return current;
    since[name] = event.sequence;
    return stated;
  };
  const at = instant(event.at);
  const isFinal = event.type === 'ended';
  const wasFinal = state.status === 'ended';
  const leads = event.sequence >= state.statusSequence;
  return {
    status: isFinal || wasFinal ? 'ended' : leads ? event.type : state.status,
    statusSequence: Math.max(state.statusSequence, event.sequence),
    channel: latest('channel', state.channel, event.channel),
    direction: latest('direction', state.direction, event.direction),
    agent: latest('agent', state.agent, event.agent),
    queue: latest('queue', state.queue, event.queue),
    customer: mergeCustomer(state.customer, event.customer ?? {}, latest),
    ourNumber: latest('ourNumber', state.ourNumber, event.ourNumber),
    subject: latest('subject', state.subject, event.subject),
    durationMs: latest('durationMs', state.durationMs, event.durationMs),
    outcome: latest('outcome', state.outcome, event.outcome),
    recordingUrl: latest('recordingUrl', state.recordingUrl, event.recordingUrl),
    startedAt: earliest(state.startedAt, at),
    presentedAt: event.type === 'presented' ? earliest(state.presentedAt, at) : state.presentedAt,
    acceptedAt: event.type === 'accepted' ? earliest(state.acceptedAt, at) : state.acceptedAt,
    closedAt: closedAt(),
    // In a fixed order, so that one state has one text.
    since: Object.fromEntries(Object.entries(since).sort(([a], [b]) => (a < b ? -1 : 1))),
  };

  function closedAt(): string | null {
    if (isFinal) return latest('endedAt', state.closedAt, at);
    if (event.type !== 'missed') return state.closedAt;
    const missedAt = latest('missedAt', state.closedAt, at);
    return Object.hasOwn(since, 'endedAt') ? state.closedAt : missedAt;
  }
}

type Latest = <T>(name: string, current: T, stated: T | undefined) => T;

function mergeCustomer(current: Customer, stated: Customer, latest: Latest): Customer {
  const merged: Customer = {
    number: latest('customer.number', current.number, stated.number),
    email: latest('customer.email', current.email, stated.email),
    handle: latest('customer.handle', current.handle, stated.handle),
    name: latest('customer.name', current.name, stated.name),
    withheld: latest('customer.withheld', current.withheld, stated.withheld),
  };
  const { number, email, handle, name, withheld } = merged;
  return {
    ...(number === undefined ? {} : { number }),
    ...(email === undefined ? {} : { email }),
    ...(handle === undefined ? {} : { handle }),
    ...(name === undefined ? {} : { name }),
    ...(withheld === undefined ? {} : { withheld }),
  };
}

function instant(at: string): string {
  return new Date(at).toISOString();
}

function earliest(current: string | null, at: string): string {
  return current === null || at < current ? at : current;
}

/** Throws if a stored state can't be read, because that is a bug of ours. */
export function readState(data: unknown): InteractionState {
  return readStored(interactionStateSchema, data, 'Interaction.data');
}
