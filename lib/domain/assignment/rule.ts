import { z } from 'zod';
import { hasNoDuplicates, pickedIdSchema, nameSchema, versionSchema } from '../base/validation';
import { acceptedFindingsSchema } from '../interaction/accepted-findings';
import { mappingSchema } from '../interaction/data';
import { NON_CUSTOMERS } from '../interaction/non-customer';
import { channelsSchema, directionsSchema } from '../interaction/interaction';

/**
 * A rule says whether an interaction that has ended is attached to a card or logged in the CRM.
 * The rules of a CRM are tried in order and the first that applies decides. If none applies, nothing is logged.
 */

/** A condition on the cards attached to the interaction. */
const cardConditionSchema = z.discriminatedUnion('kind', [
  /** With a card or without one. */
  z.strictObject({ kind: z.literal('either') }),
  z.strictObject({ kind: z.literal('any') }),
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('object'), objectId: pickedIdSchema }),
]);
export type CardCondition = z.infer<typeof cardConditionSchema>;

/**
 * A record to link the written one with. `attached`: the interaction's own card of that object.
 * `attached_or_related`: that card; without one, the record of that object which the CRM links with an attached card,
 * the latest changed where there are several, passing over those whose `unless` field holds one of its values.
 */
const associationSchema = z.strictObject({
  objectId: pickedIdSchema,
  find: z.enum(['attached', 'attached_or_related'], 'not_offered'),
  unless: z
    .strictObject({
      fieldId: pickedIdSchema,
      values: z.array(z.string().trim().min(1, 'required').max(255)).min(1).max(50),
    })
    .optional(),
});
export type AssociationChoice = z.infer<typeof associationSchema>;

const associationsSchema = z
  .array(associationSchema)
  .max(10)
  .superRefine((associations, context) => {
    const seen = new Set<string>();
    associations.forEach((association, index) => {
      if (seen.has(association.objectId))
        context.addIssue({ code: 'custom', path: [index, 'objectId'], message: 'object_twice' });
      seen.add(association.objectId);
      if (association.unless && association.find === 'attached') {
        context.addIssue({ code: 'custom', path: [index, 'unless'], message: 'unless_of_related_only' });
      }
    });
  });

/** `agent`: the written record belongs to the agent's owner in the CRM. Absent: the rule doesn't say. */
const ownerSchema = z.enum(['agent'], 'not_offered').optional();

const actionSchema = z.discriminatedUnion('kind', [
  /** The interaction keeps its card here; nothing is logged in the CRM. */
  z.strictObject({ kind: z.literal('attach') }),
  z.strictObject({
    kind: z.literal('create'),
    objectId: pickedIdSchema,
    mapping: mappingSchema.min(1),
    associations: associationsSchema.default([]),
    owner: ownerSchema,
  }),
  /** Changes the attached card of that object. */
  z.strictObject({
    kind: z.literal('update'),
    objectId: pickedIdSchema,
    mapping: mappingSchema.min(1),
    associations: associationsSchema.default([]),
    owner: ownerSchema,
  }),
]);
export type AssignmentAction = z.infer<typeof actionSchema>;

/** The column `AssignmentRule.definition`. */
export const ruleDefinitionSchema = z
  .strictObject({
    channels: channelsSchema,
    directions: directionsSchema,
    /** Empty: any queue, or none. */
    queues: z.array(z.string().trim().min(1, 'required').max(200)).max(50).default([]),
    /** Interactions with nobody who is a customer that it applies to as well. */
    nonCustomers: z
      .array(z.enum(NON_CUSTOMERS, 'not_offered'))
      .max(NON_CUSTOMERS.length)
      .refine(hasNoDuplicates, 'duplicate_value')
      .optional(),
    card: cardConditionSchema,
    action: actionSchema,
  })
  .superRefine((rule, context) => {
    if (rule.action.kind === 'attach' && rule.card.kind === 'none') {
      context.addIssue({ code: 'custom', path: ['card'], message: 'attach_needs_card' });
    }
    if (rule.action.kind === 'update' && rule.card.kind === 'none') {
      context.addIssue({ code: 'custom', path: ['card'], message: 'update_needs_card' });
    }
  });
export type RuleDefinition = z.infer<typeof ruleDefinitionSchema>;

export const ruleInputSchema = z.strictObject({
  name: nameSchema,
  enabled: z.boolean().default(true),
  definition: ruleDefinitionSchema,
  /** The findings of the check that the rule is saved in spite of, by the ids that the refusal listed. */
  acceptedFindings: acceptedFindingsSchema.default([]),
});

/** A rule as the plan reads it. */
export interface RuleModel {
  id: string;
  crmId: string;
  name: string;
  enabled: boolean;
  definition: RuleDefinition;
}

export const ruleEditSchema = ruleInputSchema.extend({ version: versionSchema });
