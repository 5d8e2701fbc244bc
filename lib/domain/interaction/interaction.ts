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

/**
 * `presented`: it rings at these agents now · `accepted`: one of them answered · `withdrawn`: it rings there no longer ·
 * `transferred`: handed on, to a colleague, a queue or somebody else · `missed`: nobody answered · `ended` ·
 * `described`: facts that were known late.
 */
export const INTERACTION_EVENT_TYPES = [
  'presented',
  'accepted',
  'ended',
  'missed',
  'withdrawn',
  'transferred',
  'described',
] as const;
const interactionEventTypeSchema = z.enum(INTERACTION_EVENT_TYPES, 'not_offered').meta({
  description:
    '`presented`: it rings at these agents now. `accepted`: one of them answered. `withdrawn`: it no longer rings at them. `transferred`: handed on by `agent`, to `to`, to a queue or to somebody else. `missed`: it was not answered, by this agent or, without one, by anybody. `ended`: it is over. `described`: facts that became known late.',
});

/** Longest accepted duration: thirty days. */
const MAX_DURATION_MS = 30 * 24 * 60 * 60 * 1000;

/** Longest text of an email or message, and longest HTML that it is taken from. */
export const MAX_BODY = 20_000;
export const MAX_BODY_HTML = 50_000;

/** Most agents that one event names. */
export const MAX_AGENTS = 100;

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

/** The headers of an email that name people. */
const PARTICIPANT_ROLES = ['from', 'to', 'cc', 'bcc'] as const;

/** Most participants that one event lists. */
export const MAX_PARTICIPANTS = 50;

/** Of somebody who takes part. Without an address, a number or a handle they are left out. */
export const PARTICIPANT_FACTS = {
  role: z
    .enum(PARTICIPANT_ROLES, 'not_offered')
    .optional()
    .meta({ description: 'Where an email names them. Absent: they take part, as in a conference or a group chat.' }),
  email: emailSchema.optional(),
  number: shortText.optional().meta({ description: 'In any format.' }),
  handle: shortText.optional().meta({ description: 'Their ID on a messaging platform.' }),
  name: shortText.optional().meta({ description: 'The display name. Never used to search.' }),
};
export const participantSchema = z.strictObject(PARTICIPANT_FACTS);
export type Participant = z.infer<typeof participantSchema>;

/** Without these an event means nothing. */
export const EVENT_ESSENTIALS = {
  source: referenceSchema.meta({
    description: 'The system that reports the event. Together with `id`, it identifies the interaction.',
    example: 'pbx-1',
  }),
  id: shortText.meta({ description: 'The interaction’s ID in that system.', example: 'call-4711' }),
  type: interactionEventTypeSchema,
};

/** Each of these is left out if it can't be used, and the event still counts. */
export const EVENT_FACTS = {
  at: instantSchema.optional().meta({
    description: 'When it happened, with a UTC offset. Without a usable time, the time of arrival counts.',
    example: '2026-11-23T09:30:00.000Z',
  }),
  channel: channelSchema.optional().meta({ description: 'The first that is stated counts; without one, `voice`.' }),
  direction: directionSchema
    .optional()
    .meta({ description: 'The first that is stated counts; without one, `incoming`.' }),
  sequence: z.int().min(0).optional().meta({
    description:
      'Orders the events of an interaction, if the source can; a time in milliseconds will do. Without it they are ordered by `at`. The same event with the same sequence is a repeat, and has no effect.',
  }),
  eventId: shortText.optional().meta({
    description: 'The source’s own ID of the event, if it has one: the same event with the same ID is a repeat.',
  }),
  agent: emailSchema.optional().meta({
    description:
      'The agent’s email address. An agent who is no user is listed as unknown. `presented` without an agent waits in a queue; `accepted` without one was answered by somebody who is no agent here.',
  }),
  agents: z.array(emailSchema).max(MAX_AGENTS).optional().meta({
    description:
      'Several agents. With `presented`: all it rings at now, so that it no longer rings at anybody else; empty if it waits in a queue.',
  }),
  to: emailSchema.optional().meta({
    description:
      'With `transferred`: the agent it goes to. Absent if it goes to a queue or to somebody who is no user.',
  }),
  queue: shortText.optional(),
  customer: customerSchema
    .optional()
    .meta({ description: 'Whom it is with. Their card is the one that a screen pop opens.' }),
  participants: z
    .array(participantSchema)
    .max(MAX_PARTICIPANTS)
    .optional()
    .meta({
      description: `Everybody an email names, or who takes part in a conference or a group chat: at most ${MAX_PARTICIPANTS}, the customer and your own people among them or not. Later events add people, and what was missing of those who are known. What is logged is linked with each of them who is known for certain, other than your own people and excluded numbers; the customer’s card is the one that pops.`,
    }),
  ourNumber: shortText
    .optional()
    .meta({ description: 'Your number: the one that was called, or that the agent called from.' }),
  subject: z.string().trim().min(1, 'required').max(500).optional(),
  body: z
    .string()
    .trim()
    .min(1, 'required')
    .max(MAX_BODY)
    .optional()
    .meta({
      description: `What an email or message says, as plain text of at most ${MAX_BODY} characters. It is written only where a rule maps it.`,
    }),
  bodyHtml: z
    .string()
    .trim()
    .min(1, 'required')
    .max(MAX_BODY_HTML)
    .optional()
    .meta({
      description: `The same as HTML, of at most ${MAX_BODY_HTML} characters: its text and lines are kept as \`body\`, everything else is dropped. Ignored beside \`body\`.`,
    }),
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
export const interactionEventSchema = z.strictObject({ ...EVENT_ESSENTIALS, ...EVENT_FACTS });

/** The column `InteractionEvent.payload`. An agent may be any text: whoever it names is kept, also if nobody knows them. */
export const storedEventSchema = z.object({
  ...EVENT_ESSENTIALS,
  ...EVENT_FACTS,
  at: instantSchema,
  agent: z.string().optional(),
  agents: z.array(z.string()).optional(),
  to: z.string().optional(),
});
export type InteractionEventInput = z.infer<typeof storedEventSchema>;

/** Whom an event names, each once. */
export function agentsOf({ agent, agents = [] }: Pick<InteractionEventInput, 'agent' | 'agents'>): string[] {
  return [...new Set(agent === undefined ? agents : [agent, ...agents])];
}

export const channelsSchema = z.array(channelSchema).min(1).max(3).refine(hasNoDuplicates, 'duplicate_value');

export const directionsSchema = z.array(directionSchema).min(1).max(2).refine(hasNoDuplicates, 'duplicate_value');
