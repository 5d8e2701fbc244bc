import { z } from 'zod';
import { readStored } from '../base/stored';
import { channelSchema, customerSchema, directionSchema, participantSchema } from './interaction';

/** The state of an interaction after all its events. `replay` makes it. */

const instantSchema = z.iso.datetime();

const INTERACTION_STATES = ['presented', 'accepted', 'ended', 'missed'] as const;
export const interactionStatusSchema = z.enum(INTERACTION_STATES);
export type InteractionStatus = z.infer<typeof interactionStatusSchema>;

/** The column `Interaction.data`. What earlier versions stored beside it is dropped. */
export const interactionStateSchema = z.object({
  /** `ended` is final; after `missed` it may still ring elsewhere. `presented` also while it waits in a queue. */
  status: interactionStatusSchema,
  channel: channelSchema,
  direction: directionSchema,
  /** Who has it; or else who had it last, or whom it rings at. */
  agent: z.string().nullable(),
  /** Who answered first. */
  firstAgent: z.string().nullable().default(null),
  queue: z.string().nullable(),
  customer: customerSchema,
  /** Everybody an email names or who takes part, as far as they were listed: the customer and our own among them or not. */
  participants: z.array(participantSchema).default([]),
  ourNumber: z.string().nullable(),
  subject: z.string().nullable(),
  body: z.string().nullable().default(null),
  durationMs: z.int().nullable(),
  outcome: z.string().nullable(),
  recordingUrl: z.string().nullable(),
  /** From the first event. */
  startedAt: instantSchema,
  presentedAt: instantSchema.nullable(),
  acceptedAt: instantSchema.nullable(),
  /** Of the first `ended`, or else of `missed`. */
  closedAt: instantSchema.nullable(),
});
export type InteractionState = z.infer<typeof interactionStateSchema>;

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

/** Throws if a stored state can't be read, because that is a bug of ours. */
export function readState(data: unknown): InteractionState {
  return readStored(interactionStateSchema, data, 'Interaction.data');
}
