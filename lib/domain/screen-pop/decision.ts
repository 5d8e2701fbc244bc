import { z } from 'zod';
import { namingValueSchema } from '../crm/card-title';
import { crmFieldTypeSchema } from '../crm/field-types';
import { MATCH_GRADES } from '../phone/compare';
import { visibleTraceSchema, traceSchema } from '../trace';

/** Stored in full with the interaction (`Interaction.decision`). `agent-view.ts` reduces it to what the Banner shows. */

const distinguishingSchema = z.strictObject({
  fieldId: z.string(),
  name: z.string(),
  type: crmFieldTypeSchema,
  value: z.string().nullable(),
});

const foundCardSchema = z.strictObject({
  crmId: z.string(),
  objectId: z.string(),
  objectApiName: z.string(),
  objectName: z.string(),
  recordId: z.string(),
  title: z.string(),
  /** The parts of the title, for agents who see fewer fields. Missing in older decisions. */
  names: z.array(namingValueSchema).optional(),
  url: z.string(),
  /** How certain the match is. */
  grade: z.enum(MATCH_GRADES),
  /** Name of the field that matched. */
  matchedField: z.string(),
  /** At most two, to tell cards of one name apart. */
  distinguishing: z.array(distinguishingSchema),
  updatedAt: z.iso.datetime().nullable(),
});
export type FoundCard = z.infer<typeof foundCardSchema>;

/** What the agent is offered where there is no card to open. */
const offerSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('nothing') }),
  z.strictObject({ action: z.literal('search') }),
  z.strictObject({
    action: z.literal('create_form'),
    crmId: z.string(),
    objectId: z.string(),
    /** By field id, in the provider's text form. */
    values: z.record(z.string(), z.string()),
  }),
]);
export type Offer = z.infer<typeof offerSchema>;

const decidedBy = {
  /** The scenario that decided; null when none applied. */
  scenarioId: z.string().nullable(),
  scenarioName: z.string().nullable(),
};
const common = { ...decidedBy, trace: traceSchema };
const seen = { ...decidedBy, trace: visibleTraceSchema };

const withoutCard = <T extends typeof common | typeof seen>(shared: T) =>
  [
    /** `matches` is above zero if the scenario is set to do nothing with matches. */
    z.strictObject({ kind: z.literal('none'), matches: z.int(), offer: offerSchema, ...shared }),
    z.strictObject({ kind: z.literal('withheld'), offer: offerSchema, ...shared }),
    /** The CRM did not answer. The agent can still search by hand. */
    z.strictObject({ kind: z.literal('unavailable'), reason: z.string(), offer: offerSchema, ...shared }),
  ] as const;

export const screenPopDecisionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('open'), card: foundCardSchema, ...common }),
  /** `offer`: what "none of these" leads to. `total`: how many the CRM has, some perhaps not among `cards`. */
  z.strictObject({
    kind: z.literal('choose'),
    cards: z.array(foundCardSchema),
    total: z.int(),
    offer: offerSchema,
    ...common,
  }),
  ...withoutCard(common),
]);
export type ScreenPopDecision = z.infer<typeof screenPopDecisionSchema>;

/** The decision as an agent sees it. */
const visibleCardSchema = foundCardSchema.omit({ names: true, matchedField: true });
export type VisibleCard = z.infer<typeof visibleCardSchema>;

export const visibleDecisionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('open'), card: visibleCardSchema, ...seen }),
  z.strictObject({
    kind: z.literal('choose'),
    cards: z.array(visibleCardSchema),
    total: z.int(),
    offer: offerSchema,
    ...seen,
  }),
  ...withoutCard(seen),
  /** Cards were found, of an object that the agent's profile does not show. */
  z.strictObject({ kind: z.literal('hidden'), ...seen }),
]);
export type VisibleDecision = z.infer<typeof visibleDecisionSchema>;
