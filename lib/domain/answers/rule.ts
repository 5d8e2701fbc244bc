import { z } from 'zod';
import { ruleDefinitionSchema } from '../assignment/rule';
import { namedSchema, timestampSchema } from '../base/api';
import { screenPopDecisionSchema } from '../screen-pop/decision';
import { scenarioDefinitionSchema } from '../screen-pop/scenario';
import { traceSchema } from '../trace';

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

export const scenarioSchema = orderedSchema.extend({ definition: scenarioDefinitionSchema });
export const scenarioListSchema = z.object({ scenarios: z.array(scenarioSchema), broken: brokenSchema });
export const ruleSchema = orderedSchema.extend({ definition: ruleDefinitionSchema });
export const ruleListSchema = z.object({ rules: z.array(ruleSchema), broken: brokenSchema });

/** What would happen to an interaction, with every reason. */
export const simulationSchema = z.object({
  decision: screenPopDecisionSchema,
  plan: z.object({
    kind: z.enum(['attach', 'create', 'update', 'blocked', 'skip']),
    ruleName: z.string().optional(),
    objectId: z.string().optional(),
    objectApiName: z.string().optional(),
    values: z.record(z.string(), z.string().nullable()).optional(),
    trace: traceSchema,
  }),
  tookMs: z.number(),
});
export type Simulation = z.output<typeof simulationSchema>;
