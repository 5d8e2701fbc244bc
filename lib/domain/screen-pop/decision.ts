import { z } from 'zod';
import { namingValueSchema } from '../crm/card-title';
import { crmFieldTypeSchema } from '../crm/field-types';
import { MATCH_GRADES } from '../phone/compare';
import { visibleTraceSchema, traceSchema } from '../trace';

/** What is kept with the interaction (`Interaction.decision`), whole; `agent-view.ts` makes of it what the Banner is told. */

const distinguishingSchema = z.strictObject({
  fieldId: z.string(),
  name: z.string(),
  type: crmFieldTypeSchema,
  value: z.string().nullable(),
});

export const foundCardSchema = z.strictObject({
  crmId: z.string(),
  objectId: z.string(),
  objectApiName: z.string(),
  objectName: z.string(),
  recordId: z.string(),
  title: z.string(),
  /** What the title is made of for whoever sees fewer fields; decisions of before this was kept have none. */
  names: z.array(namingValueSchema).optional(),
  url: z.string(),
  /** How sure it is that this is the customer. */
  grade: z.enum(MATCH_GRADES),
  /** Name of the field that matched. */
  matchedField: z.string(),
  /** At most two, to tell cards of one name apart. */
  distinguishing: z.array(distinguishingSchema),
  updatedAt: z.iso.datetime().nullable(),
});
export type FoundCard = z.infer<typeof foundCardSchema>;

/** What the agent is offered where there is no card to open. */
export const offerSchema = z.discriminatedUnion('action', [
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
    /** `matches` is not zero where the scenario says to do nothing with what was found. */
    z.strictObject({ kind: z.literal('none'), matches: z.int(), offer: offerSchema, ...shared }),
    z.strictObject({ kind: z.literal('withheld'), offer: offerSchema, ...shared }),
    /** The CRM did not answer. The conversation goes on; the agent may search by hand. */
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

/** As an agent is shown it. */
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
