import { z } from 'zod';
import { ruleDefinitionSchema } from '@/lib/domain/assignment/rule';
import { AUTH_METHOD_STATUSES, DISABLED_REASONS } from '@/lib/domain/connection/auth-method';
import { timestampSchema } from '@/lib/domain/base/api';
import { listOptionSchema } from '@/lib/domain/crm/crm';
import { crmFieldTypeSchema } from '@/lib/domain/crm/field-types';
import { tagItemSchema } from '@/lib/domain/answers/row';
import { scenarioDefinitionSchema } from '@/lib/domain/screen-pop/scenario';

/** Exactly what the API returns of CRMs, objects, fields, scenarios and rules. */
const methodSchema = z.object({
  id: z.string(),
  name: z.string(),
  provider: z.string(),
  status: z.enum(AUTH_METHOD_STATUSES),
  disabledReason: z.enum(DISABLED_REASONS).nullable(),
  portal: z.object({ id: z.string(), name: z.string() }).nullable(),
});

const crmSchema = z.object({
  id: z.string(),
  name: z.string(),
  reference: z.string(),
  type: z.string(),
  version: z.number(),
  updatedAt: timestampSchema,
  authMethod: methodSchema,
});

export const crmListSchema = z.object({
  items: z.array(
    crmSchema.extend({
      tags: z.array(tagItemSchema),
      counts: z.object({ objects: z.number(), scenarios: z.number(), rules: z.number(), profiles: z.number() }),
    }),
  ),
  matching: z.number(),
  total: z.number(),
});

const fieldSchema = z.object({
  id: z.string(),
  name: z.string(),
  apiName: z.string(),
  type: crmFieldTypeSchema,
  required: z.boolean(),
  readOnly: z.boolean(),
  options: z.array(listOptionSchema),
  version: z.number(),
});

export const crmDetailSchema = crmSchema.extend({
  counts: z.object({ scenarios: z.number(), rules: z.number(), profiles: z.number() }),
  objects: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      apiName: z.string(),
      version: z.number(),
      fields: z.array(fieldSchema),
    }),
  ),
});

const orderedSchema = z.object({
  id: z.string(),
  crmId: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  version: z.number(),
  updatedAt: timestampSchema,
});
const brokenSchema = z.array(z.object({ id: z.string(), name: z.string() }));

export const scenarioSchema = orderedSchema.extend({ definition: scenarioDefinitionSchema });
export const scenarioListSchema = z.object({ scenarios: z.array(scenarioSchema), broken: brokenSchema });
export const ruleSchema = orderedSchema.extend({ definition: ruleDefinitionSchema });
export const ruleListSchema = z.object({ rules: z.array(ruleSchema), broken: brokenSchema });
