import { z } from 'zod';
import { namedSchema, timestampSchema } from '../base/api';
import { MEND_PAGES } from '../assignment/ledger-reason';
import { assignmentReasonSchema, fullReasonSchema } from '../assignment/reason';
import { attachedCardSchema } from '../crm/attached-card';
import { batchActionSchema } from '../interaction/batch-actions';
import { causeSchema } from '../interaction/cause';
import { channelSchema, customerSchema, directionSchema, participantSchema } from '../interaction/interaction';
import { nonCustomerSchema } from '../interaction/non-customer';
import { endingSchema, phaseSchema } from '../interaction/participation';
import { LEDGER_STATES } from '../interaction/ledger';
import { interactionStatusSchema, RESULTS } from '../interaction/state';
import { ignoredFactsSchema } from '../interaction/usable-facts';
import { screenPopDecisionSchema, visibleDecisionSchema } from '../screen-pop/decision';
import { sortSchema } from '../base/sort';
import { traceSchema } from '../trace';
import { idSchema, instantSchema } from '../base/validation';
import { PAGE_SIZE } from '../base/limits';

export const ASSIGNMENT_STATES = ['pending', 'sending', 'logged', 'skipped', 'failed'] as const;

const assignmentSchema = z.object({
  id: z.string(),
  crm: namedSchema,
  state: z.enum(ASSIGNMENT_STATES),
  rule: namedSchema.nullable(),
  reason: assignmentReasonSchema.nullable(),
  attempts: z.number(),
  recordId: z.string().nullable(),
  recordUrl: z.string().nullable(),
  objectApiName: z.string().nullable(),
  completedAt: timestampSchema.nullable(),
});

/** Where it stands, why, the page that mends it, and when it is tried next. */
const ledgerSchema = z.object({
  state: z.enum(LEDGER_STATES),
  reason: assignmentReasonSchema.nullable(),
  mend: z.object({ page: z.enum(MEND_PAGES), href: z.string() }).nullable(),
  nextTryAt: timestampSchema.nullable(),
});

const summarySchema = z.object({
  id: z.string(),
  source: z.string(),
  externalId: z.string(),
  state: interactionStatusSchema,
  channel: channelSchema,
  direction: directionSchema,
  queue: z.string().nullable(),
  agent: namedSchema.nullable(),
  customer: customerSchema,
  /** With whom it is if not with a customer. */
  nonCustomer: nonCustomerSchema.nullable(),
  ourNumber: z.string().nullable(),
  subject: z.string().nullable(),
  outcome: z.string().nullable(),
  durationMs: z.number().nullable(),
  startedAt: timestampSchema,
  acceptedAt: timestampSchema.nullable(),
  endedAt: timestampSchema.nullable(),
  cards: z.array(attachedCardSchema),
  /** Everybody it rang at, in that order. `user` is null where nobody knows them. */
  participations: z.array(
    z.object({
      agent: z.string(),
      user: namedSchema.nullable(),
      phase: phaseSchema,
      offeredAt: timestampSchema,
      answeredAt: timestampSchema.nullable(),
      leftAt: timestampSchema.nullable(),
      ending: endingSchema.nullable(),
      /** Who answered instead, or whom it was handed to. */
      takenBy: z.string().nullable(),
    }),
  ),
  ledger: ledgerSchema,
});

const interactionSummarySchema = summarySchema.extend({ assignments: z.array(assignmentSchema) });

export const interactionDetailSchema = summarySchema.extend({
  participants: z
    .array(
      participantSchema.extend({
        isCustomer: z.boolean(),
        nonCustomer: nonCustomerSchema.nullable().meta({ description: 'Who they are if not a customer.' }),
        cards: z.array(z.object({ title: z.string(), url: z.string() })).meta({ description: 'Linked in a CRM.' }),
      }),
    )
    .meta({ description: 'Everybody who takes part, the customer first. Empty if the interaction lists nobody.' }),
  version: z.number(),
  assignments: z.array(assignmentSchema.extend({ reason: fullReasonSchema.nullable(), trace: traceSchema })),
  events: z.array(
    z.object({
      id: z.string(),
      sequence: z.number().nullable(),
      type: z.string(),
      receivedAt: timestampSchema,
      ignored: ignoredFactsSchema,
    }),
  ),
  decision: screenPopDecisionSchema.nullable(),
  decisionMs: z.number().nullable(),
});

export const bannerInteractionSchema = interactionSummarySchema.omit({ participations: true, ledger: true }).extend({
  /** Where it stands in the ledger. */
  ledger: z.enum(LEDGER_STATES),
  /** How it ended for this agent; `state` and the times are theirs too. */
  ending: endingSchema.nullable(),
  /** The name of who answered instead, or of whom it was handed to. */
  takenBy: z.string().nullable(),
  /** As they are listed, the customer first. */
  participants: z.array(participantSchema),
  /** When its newest event arrived. */
  lastEventAt: timestampSchema,
  /** How many cards it has of objects that the agent's profile does not show. */
  hiddenCards: z.number(),
  decision: visibleDecisionSchema.nullable(),
});

export const ownInteractionsSchema = z.object({
  open: z.array(bannerInteractionSchema),
  closed: z.array(bannerInteractionSchema),
});

export const interactionListSchema = z.object({
  items: z.array(interactionSummarySchema),
  matching: z.number(),
  total: z.number(),
});

export const receivedInteractionSchema = z.object({
  id: z.string(),
  isRepeat: z.boolean(),
  ignored: ignoredFactsSchema,
  unknownAgents: z.array(z.string()).meta({ description: 'Agents of the interaction who are no active users.' }),
});

export const LEDGER_SORTS = ['at'] as const;

const dateSchema = instantSchema.transform((text) => new Date(text));

export const interactionFilterSchema = z.strictObject({
  search: z.string().max(200).optional(),
  channel: channelSchema.optional(),
  direction: directionSchema.optional(),
  state: z.enum(LEDGER_STATES, 'not_offered').optional(),
  result: z.enum(RESULTS, 'not_offered').optional(),
  /** A user who took part. */
  agentId: idSchema.optional(),
  /** One of *Lines and queues*: our number, or the queue. */
  lineId: idSchema.optional(),
  queueId: idSchema.optional(),
  /** Those that need an administrator until this is mended. */
  waitsFor: causeSchema.optional(),
  /** From this instant, inclusive. */
  from: dateSchema.optional(),
  /** Until this instant, exclusive. */
  to: dateSchema.optional(),
  sort: sortSchema(LEDGER_SORTS),
  page: z.coerce.number().int().min(1).max(10_000).optional(),
});
export type InteractionFilter = z.infer<typeof interactionFilterSchema>;

/** Which interactions a run covers: as the list is filtered, or those that were selected. */
export const batchFilterSchema = interactionFilterSchema
  .omit({ sort: true, page: true })
  .extend({ ids: z.array(idSchema).min(1).max(PAGE_SIZE).optional() });
export type BatchFilter = z.infer<typeof batchFilterSchema>;

export const interactionBatchSchema = batchFilterSchema.extend({ action: batchActionSchema });

/** The newest run of whoever asks. */
export const interactionBatchProgressSchema = z.object({
  run: z
    .object({
      id: z.string(),
      action: batchActionSchema,
      waitsFor: causeSchema.nullable(),
      total: z.number(),
      done: z.number(),
      startedAt: timestampSchema,
      finishedAt: timestampSchema.nullable(),
    })
    .nullable(),
});
