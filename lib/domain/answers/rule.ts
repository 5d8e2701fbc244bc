import { z } from 'zod';
import { ruleDefinitionSchema } from '../assignment/rule';
import { createdSchema, namedSchema, timestampSchema, versionedSchema } from '../base/api';
import { scenarioDefinitionSchema } from '../screen-pop/scenario';

const orderedSchema = z.object({
  id: z.string(),
  crmId: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  version: z.number(),
  updatedAt: timestampSchema,
});
/** Those whose stored definition can't be read. */
const brokenSchema = z.array(namedSchema);

const fitSchema = z.object({
  acceptedFindings: z.array(z.string()),
  /** What the account refuses, ignores or lacks in the records it is for, as last read from the account. */
  findings: z.array(z.object({ id: z.string(), path: z.string(), isAccepted: z.boolean() })),
  /** False: it was saved while the account couldn't be asked, and hasn't been checked since. */
  isChecked: z.boolean(),
});

export const scenarioSchema = orderedSchema.extend({ definition: scenarioDefinitionSchema, ...fitSchema.shape });
export const scenarioListSchema = z.object({ scenarios: z.array(scenarioSchema), broken: brokenSchema });
export const ruleSchema = orderedSchema.extend({ definition: ruleDefinitionSchema, ...fitSchema.shape });
/** In the refusal of a rule or scenario: what it may be saved in spite of. */
export const refusedFindingsSchema = z.array(
  z.object({
    id: z.string(),
    path: z.string(),
    message: z.object({ key: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])).optional() }),
  }),
);
const checkedSchema = z.object({
  /** False: the account couldn't be asked, so it is checked later. */
  isChecked: z.boolean(),
});
export const decisionCreatedSchema = createdSchema.extend(checkedSchema.shape);
export const decisionEditedSchema = versionedSchema.extend(checkedSchema.shape);
/** The answer to the form, which both creates and edits. */
export const decisionSavedSchema = z
  .object({ ...decisionCreatedSchema.shape, ...decisionEditedSchema.shape })
  .partial();
export const ruleListSchema = z.object({ rules: z.array(ruleSchema), broken: brokenSchema });
