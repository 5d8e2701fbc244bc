import { z } from 'zod';
import { hasNoDuplicates, nameSchema, pickedIdSchema, versionSchema } from '../base/validation';
import { channelsSchema, directionsSchema } from '../interaction/interaction';
import { acceptedFindingsSchema } from '../interaction/accepted-findings';
import { mappingSchema } from '../interaction/data';

/**
 * A scenario says what to search for when an interaction reaches an agent, and what to do with what was found.
 * Scenarios are tried in order and the first that fits decides; inside one, steps are tried in order and the first
 * step with a match decides. `run.ts` is the one place where they are run, for the simulator and for real.
 */

export const MAX_STEPS = 10;
export const MAX_CONDITIONS = 20;

const searchedFieldsSchema = z.array(pickedIdSchema).min(1).max(5).refine(hasNoDuplicates, 'field_twice');

/** Only conditions that a CRM's own search supports. */
const conditionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('phone_is'), fieldIds: searchedFieldsSchema }),
  z.strictObject({ kind: z.literal('email_is'), fieldIds: searchedFieldsSchema }),
  z.strictObject({ kind: z.literal('handle_is'), fieldIds: searchedFieldsSchema }),
  z.strictObject({
    kind: z.literal('field_equals'),
    fieldId: pickedIdSchema,
    value: z.string().trim().min(1, 'required').max(500),
  }),
]);
export type ScreenPopCondition = z.infer<typeof conditionSchema>;

const stepSchema = z.strictObject({
  objectId: pickedIdSchema,
  /** All must hold. At least one names the customer: a value alone would find records of strangers. */
  conditions: z
    .array(conditionSchema)
    .min(1)
    .max(MAX_CONDITIONS)
    .refine(
      (conditions) => conditions.some((condition) => condition.kind !== 'field_equals'),
      'identity_condition_required',
    ),
  /** Shown beside the title where the agent has to choose; fields of this step's object. */
  distinguishBy: z.array(pickedIdSchema).max(2).refine(hasNoDuplicates, 'field_twice').default([]),
});
export type ScreenPopStep = z.infer<typeof stepSchema>;

const nothing = z.strictObject({ action: z.literal('nothing') });
const openCard = z.strictObject({ action: z.literal('open_card') });
const chooser = z.strictObject({ action: z.literal('chooser') });
const search = z.strictObject({ action: z.literal('search') });
const createForm = z.strictObject({
  action: z.literal('create_form'),
  objectId: pickedIdSchema,
  prefill: mappingSchema.default([]),
});

const outcomesSchema = z.strictObject({
  none: z.discriminatedUnion('action', [nothing, search, createForm]),
  one: z.discriminatedUnion('action', [nothing, openCard, chooser]),
  several: z.discriminatedUnion('action', [nothing, chooser, search]),
  withheld: z.discriminatedUnion('action', [nothing, search, createForm]),
});
export type ScreenPopOutcomes = z.infer<typeof outcomesSchema>;

export const MOMENTS = ['presented', 'accepted', 'manual'] as const;
export const momentSchema = z.enum(MOMENTS, 'not_offered');
export type Moment = z.infer<typeof momentSchema>;

/** The column `ScreenPopScenario.definition`. */
export const scenarioDefinitionSchema = z.strictObject({
  channels: channelsSchema,
  directions: directionsSchema,
  moment: momentSchema,
  steps: z.array(stepSchema).min(1).max(MAX_STEPS),
  outcomes: outcomesSchema,
});
export type ScenarioDefinition = z.infer<typeof scenarioDefinitionSchema>;

export const scenarioInputSchema = z.strictObject({
  name: nameSchema,
  enabled: z.boolean().default(true),
  definition: scenarioDefinitionSchema,
  /** The findings of the check that the scenario is saved in spite of, by the ids that the refusal listed. */
  acceptedFindings: acceptedFindingsSchema.default([]),
});

/** A scenario as the run reads it. */
export interface ScenarioModel {
  id: string;
  crmId: string;
  name: string;
  enabled: boolean;
  definition: ScenarioDefinition;
}

export const scenarioEditSchema = scenarioInputSchema.extend({ version: versionSchema });

/** Of which an agent may be offered a new one. */
export function createdObjects({ outcomes: { none, withheld } }: ScenarioDefinition): string[] {
  return [
    ...new Set([none, withheld].flatMap((outcome) => (outcome.action === 'create_form' ? [outcome.objectId] : []))),
  ];
}
