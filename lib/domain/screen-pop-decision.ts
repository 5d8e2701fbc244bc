import { z } from 'zod';
import { crmFieldTypeSchema } from './crm';
import { MATCH_GRADES } from './phone-compare';
import { traceSchema } from './trace';

/** What the agent's Banner is told, and what is kept with the interaction (`Interaction.decision`). */

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

const common = {
  /** The scenario that decided; null when none applied. */
  scenarioId: z.string().nullable(),
  scenarioName: z.string().nullable(),
  trace: traceSchema,
};

export const screenPopDecisionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('open'), card: foundCardSchema, ...common }),
  /** `offer`: what "none of these" leads to. `total`: how many the CRM has, some perhaps not among `cards`. */
  z.strictObject({ kind: z.literal('choose'), cards: z.array(foundCardSchema), total: z.int(), offer: offerSchema, ...common }),
  /** `matches` is not zero where the scenario says to do nothing with what was found. */
  z.strictObject({ kind: z.literal('none'), matches: z.int(), offer: offerSchema, ...common }),
  z.strictObject({ kind: z.literal('withheld'), offer: offerSchema, ...common }),
  /** The CRM did not answer. The conversation goes on; the agent may search by hand. */
  z.strictObject({ kind: z.literal('unavailable'), reason: z.string(), offer: offerSchema, ...common }),
]);
export type ScreenPopDecision = z.infer<typeof screenPopDecisionSchema>;
