import { z } from 'zod';
import { emailSchema } from '../base/canonical-email';
import { instantSchema, referenceSchema, hasNoDuplicates } from '../base/validation';

/** Events that a phone system, mailbox or messaging platform reports about one interaction. */

export const CHANNELS = ['voice', 'email', 'messaging'] as const;
export const channelSchema = z.enum(CHANNELS, 'not_offered');
export type Channel = z.infer<typeof channelSchema>;

export const DIRECTIONS = ['incoming', 'outgoing'] as const;
export const directionSchema = z.enum(DIRECTIONS, 'not_offered');
export type Direction = z.infer<typeof directionSchema>;

export const INTERACTION_EVENT_TYPES = ['presented', 'accepted', 'ended', 'missed'] as const;
export const interactionEventTypeSchema = z.enum(INTERACTION_EVENT_TYPES, 'not_offered');
export type InteractionEventType = z.infer<typeof interactionEventTypeSchema>;

/** Longest accepted duration: thirty days. */
const MAX_DURATION_MS = 30 * 24 * 60 * 60 * 1000;

const shortText = z.string().trim().min(1, 'required').max(200);

/** Of the customer's facts, none is needed for an event to mean something. */
export const CUSTOMER_FACTS = {
  number: z.string().trim().max(200).optional().meta({
    description: 'As received from the network, in any format. Empty: the caller withholds it.',
    example: '+33176000101',
  }),
  email: emailSchema.optional(),
  handle: shortText.optional().meta({ description: 'The customer’s ID on a messaging platform.' }),
  name: shortText.optional().meta({ description: 'The display name from the network. Never used to search.' }),
  withheld: z.boolean().optional().meta({ description: 'The number is withheld, so no search is made.' }),
};
export const customerSchema = z.strictObject(CUSTOMER_FACTS);
export type Customer = z.infer<typeof customerSchema>;

/** Without these an event means nothing. */
export const EVENT_ESSENTIALS = {
  source: referenceSchema.meta({
    description: 'The system that reports the event. Together with `id`, it identifies the interaction.',
    example: 'pbx-1',
  }),
  id: shortText.meta({ description: 'The interaction’s ID in that system.', example: 'call-4711' }),
  sequence: z.int().min(0).max(1_000_000).meta({
    description:
      'Increases with every event of an interaction. Repeating the same (source, id, sequence) has no effect.',
  }),
  type: interactionEventTypeSchema,
  at: instantSchema.meta({
    description: 'When it happened, with a UTC offset.',
    example: '2026-11-23T09:30:00.000Z',
  }),
  channel: channelSchema,
  direction: directionSchema,
};

/** Each of these is left out if it can't be used, and the event still counts. */
export const EVENT_FACTS = {
  agent: emailSchema
    .optional()
    .meta({ description: 'The agent’s email address. Required for `presented` and `accepted`.' }),
  queue: shortText.optional(),
  customer: customerSchema.optional(),
  ourNumber: shortText
    .optional()
    .meta({ description: 'Your number: the one that was called, or that the agent called from.' }),
  subject: z.string().trim().min(1, 'required').max(500).optional(),
  durationMs: z
    .int()
    .min(0)
    .max(MAX_DURATION_MS)
    .optional()
    .meta({ description: 'Talk time in milliseconds. Computed from the events if absent.' }),
  outcome: shortText
    .optional()
    .meta({ description: 'The outcome, as the source names it. A rule can convert it for the CRM.' }),
  recordingUrl: z
    .url({ protocol: /^https$/, error: 'url' })
    .max(2000)
    .optional(),
};

/** The body of `POST /api/interactions`. Later events may omit what earlier ones reported. */
export const interactionEventSchema = z
  .strictObject({ ...EVENT_ESSENTIALS, ...EVENT_FACTS })
  .superRefine((event, context) => {
    if ((event.type === 'presented' || event.type === 'accepted') && event.agent === undefined) {
      context.addIssue({ code: 'custom', path: ['agent'], message: 'required' });
    }
  });
export type InteractionEventInput = z.infer<typeof interactionEventSchema>;

export const channelsSchema = z.array(channelSchema).min(1).max(3).refine(hasNoDuplicates, 'duplicate_value');

export const directionsSchema = z.array(directionSchema).min(1).max(2).refine(hasNoDuplicates, 'duplicate_value');
